package io.election4j.samples.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.samples.billing.Moment.What;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the records of instances are judged by. */
class RunTest {

  private static final long END = 1_000;

  private static List<Run> runs(Moment... moments) {
    return Run.of("one", List.of(moments), END);
  }

  private static List<String> wrong(List<Run> one, List<Run> other) {
    List<Run> all = new ArrayList<>(one);
    all.addAll(other);
    return Run.wrong(all);
  }

  @Test
  void oneAfterTheOtherIsRight() {
    List<Run> former = runs(new Moment(10, What.BEGAN, 1), new Moment(20, What.STOPPED, 1));
    List<Run> later = runs(new Moment(21, What.BEGAN, 2), new Moment(30, What.ENDED, 2));

    assertThat(wrong(former, later)).isEmpty();
    assertThat(later).containsExactly(new Run("one", 2, 21, 30, true));
  }

  @Test
  void twoAtTheSameTimeAreFoundAlsoIfAnotherWasInBetween() {
    List<Run> longest = runs(new Moment(10, What.BEGAN, 1), new Moment(90, What.ENDED, 1));
    List<Run> others =
        runs(
            new Moment(20, What.BEGAN, 2),
            new Moment(30, What.ENDED, 2),
            new Moment(80, What.BEGAN, 2),
            new Moment(95, What.ENDED, 2));

    assertThat(wrong(longest, others)).hasSize(2).allMatch(one -> one.contains("same time"));
  }

  @Test
  void whoWasKilledWorkedUntilTheEnd() {
    List<Run> killed = runs(new Moment(10, What.BEGAN, 1));
    List<Run> early = runs(new Moment(END - 1, What.BEGAN, 2), new Moment(END, What.ENDED, 2));

    assertThat(killed).containsExactly(new Run("one", 1, 10, END, false));
    assertThat(wrong(killed, early)).hasSize(1);
  }

  @Test
  void anEarlierTermIsNotLater() {
    List<Run> second = runs(new Moment(10, What.BEGAN, 2), new Moment(20, What.ENDED, 2));
    List<Run> first = runs(new Moment(30, What.BEGAN, 1), new Moment(40, What.ENDED, 1));

    assertThat(wrong(second, first)).hasSize(1).allMatch(one -> one.contains("earlier term"));
  }
}
