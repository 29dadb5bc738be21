package io.election4j.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Histories of one register that holds a number, 0 at first. */
class LinearizabilityTest {

  /** Reads a number, or writes {@code value} where {@code expected} is stored: -1 for anything. */
  private record Call(String kind, int expected, int value, boolean applied) {

    @Override
    public String toString() {
      return kind + " " + value + (applied ? "" : " refused");
    }
  }

  private static final SequentialModel<Integer, Call> REGISTER =
      new SequentialModel<>() {
        @Override
        public Integer initial() {
          return 0;
        }

        @Override
        public List<Integer> next(Integer state, Call call, boolean answered) {
          if (call.kind().equals("read")) {
            return !answered || state == call.value() ? List.of(state) : List.of();
          }
          boolean applies = call.expected() == -1 || call.expected() == state;
          return !answered || applies == call.applied()
              ? List.of(applies ? call.value() : state)
              : List.of();
        }

        @Override
        public boolean changesNothing(Call call) {
          return call.kind().equals("read") || !call.applied();
        }
      };

  @Test
  void nothingIsInOrder() {
    assertInOrder();
  }

  @Test
  void callsOneAfterTheOtherAreInOrder() {
    assertInOrder(read(0, 1, 0), write(2, 3, 7), read(4, 5, 7), swap(6, 7, 7, 8), read(8, 9, 8));
  }

  @Test
  void aReadingDuringAWriteMaySeeEither() {
    assertInOrder(write(0, 10, 7), read(1, 2, 0), read(3, 4, 7));
    assertInOrder(write(0, 10, 7), read(1, 2, 7), read(3, 4, 7));
  }

  @Test
  void aReadingMayNotGoBack() {
    assertOutOfOrder(write(0, 10, 7), read(1, 2, 7), read(3, 4, 0));
  }

  @Test
  void aReadingAfterAWriteMustSeeIt() {
    assertOutOfOrder(write(0, 1, 7), read(2, 3, 0));
  }

  @Test
  void aWriteTakesEffectAfterItsCall() {
    assertOutOfOrder(read(0, 1, 7), write(2, 3, 7));
  }

  @Test
  void ofTwoSwapsOfOneValueOneIsRefused() {
    assertInOrder(swap(0, 9, 0, 1), refused(1, 8, 0, 2));
    assertOutOfOrder(swap(0, 9, 0, 1), swap(1, 8, 0, 2));
    assertOutOfOrder(refused(0, 9, 0, 1), refused(1, 8, 0, 2));
  }

  @Test
  void aSwapThatLostItsUpdateIsFound() {
    assertOutOfOrder(swap(0, 9, 0, 1), swap(1, 8, 1, 2), read(10, 11, 1));
  }

  @Test
  void aWriteWithoutAnAnswerIsAppliedAtAnyLaterTimeOrNever() {
    assertInOrder(lost(0, 7), read(1, 2, 0), read(3, 4, 7));
    assertInOrder(lost(0, 7), read(1, 2, 0), read(3, 4, 0));
    assertInOrder(lost(0, 7), write(1, 2, 8), read(3, 4, 8), read(5, 6, 7));
  }

  @Test
  void aWriteWithoutAnAnswerIsAppliedOnceAndNotBeforeItsCall() {
    assertOutOfOrder(lost(0, 7), read(1, 2, 7), write(3, 4, 8), read(5, 6, 7));
    assertOutOfOrder(read(0, 1, 7), lost(2, 7));
  }

  @Test
  void aSwapWithoutAnAnswerKeepsItsCondition() {
    assertInOrder(write(0, 1, 3), lostSwap(2, 3, 4), read(5, 6, 4));
    assertOutOfOrder(write(0, 1, 3), lostSwap(2, 9, 4), read(5, 6, 4));
  }

  @Test
  void whatContradictsIsShownAndNothingElse() {
    List<Operation<Call>> history = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      history.add(write(10 * i, 10 * i + 1, i));
      history.add(read(10 * i + 2, 10 * i + 3, i));
    }
    history.add(refused(1000, 1001, 7, 8));
    history.add(read(1002, 1003, 5));
    history.add(write(1004, 1005, 9));

    Counterexample<Integer, Call> found = found(history).orElseThrow();

    assertThat(found.from()).isEqualTo(49);
    assertThat(found.operations()).containsExactly(read(1002, 1003, 5));
    assertThat(found.outOf()).isEqualTo(history.size());
    assertThat(found.toString()).contains("no order explains 1 of 103").contains("read 5");
  }

  @Test
  void aWriteUnderWayAtTheContradictionIsShownWithoutItsAnswer() {
    Counterexample<Integer, Call> found =
        found(List.of(write(0, 90, 7), read(10, 11, 7), read(12, 13, 0), read(91, 92, 7)))
            .orElseThrow();

    assertThat(found.operations()).containsExactly(lost(0, 7), read(10, 11, 7), read(12, 13, 0));
  }

  @Test
  void historiesOfACorrectRegisterAreInOrderAndOneWrongReadingIsFound() {
    for (int seed = 0; seed < 200; seed++) {
      List<Operation<Call>> history = Generated.history(seed);
      assertInOrder(history);
      Operation<Call> last = history.get(history.size() - 1);
      history.add(read(Generated.END, Generated.END + 1, -5));
      assertThat(found(history)).as("seed %s, last %s", seed, last).isPresent();
    }
  }

  @Test
  void tooManyCallsAtOnceAreAnErrorAndNoAnswer() {
    List<Operation<Call>> history = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      history.add(write(i, 1000 + i, i));
    }
    history.add(read(2000, 2001, -1));

    assertThatIllegalStateException()
        .isThrownBy(() -> found(history))
        .withMessageContaining("too many orders");
  }

  @Test
  void anAnswerBeforeTheCallIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(2, 1, 0))
        .withMessage("answeredNanos 1 is before calledNanos 2");
  }

  /** Makes histories by choosing for each call a moment at which it takes effect. */
  private static final class Generated {

    static final long END = 100_000;

    static List<Operation<Call>> history(int seed) {
      Random random = new Random(seed * 7919L);
      List<Long> moments = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        moments.add((long) random.nextInt(5_000) * 10 + 1_000);
      }
      Collections.sort(moments);
      List<Operation<Call>> history = new ArrayList<>();
      int state = 0;
      for (long moment : moments) {
        Call call = call(random, state);
        state = call.applied() && !call.kind().equals("read") ? call.value() : state;
        long called = moment - random.nextInt(900);
        boolean lost = random.nextInt(20) == 0;
        long answered = lost ? Operation.NEVER : moment + random.nextInt(900);
        history.add(new Operation<>("c", called, answered, call));
      }
      return history;
    }

    private static Call call(Random random, int state) {
      int value = random.nextInt(5);
      return switch (random.nextInt(3)) {
        case 0 -> new Call("read", 0, state, true);
        case 1 -> new Call("write", -1, value, true);
        default -> swap(random.nextInt(5), value, state);
      };
    }

    private static Call swap(int expected, int value, int state) {
      return new Call("swap", expected, value, expected == state);
    }
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static void assertInOrder(Operation<Call>... history) {
    assertInOrder(Arrays.asList(history));
  }

  private static void assertInOrder(List<Operation<Call>> history) {
    assertThat(found(history)).isEmpty();
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static void assertOutOfOrder(Operation<Call>... history) {
    assertThat(found(Arrays.asList(history))).isPresent();
  }

  private static Optional<Counterexample<Integer, Call>> found(List<Operation<Call>> history) {
    return Linearizability.counterexample(REGISTER, history);
  }

  private static Operation<Call> read(long called, long answered, int value) {
    return new Operation<>("c", called, answered, new Call("read", 0, value, true));
  }

  private static Operation<Call> write(long called, long answered, int value) {
    return new Operation<>("c", called, answered, new Call("write", -1, value, true));
  }

  private static Operation<Call> swap(long called, long answered, int expected, int value) {
    return new Operation<>("c", called, answered, new Call("swap", expected, value, true));
  }

  private static Operation<Call> refused(long called, long answered, int expected, int value) {
    return new Operation<>("c", called, answered, new Call("swap", expected, value, false));
  }

  private static Operation<Call> lost(long called, int value) {
    return write(called, Operation.NEVER, value);
  }

  private static Operation<Call> lostSwap(long called, int expected, int value) {
    return swap(called, Operation.NEVER, expected, value);
  }
}
