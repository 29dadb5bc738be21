package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchQueueTest {

  private static final ClockReading NOW = new ClockReading(Long.MAX_VALUE - 5, 0);
  private Step.Builder step = new Step.Builder(NOW, 0, 0);
  private final BatchQueue queue = new BatchQueue(Duration.ofNanos(100));

  private boolean ready(long nanosLater) {
    ClockReading later = new ClockReading(NOW.nanos() + nanosLater, 0);
    step = new Step.Builder(later, 0, NOW.nanos() + 1_000);
    return queue.ready(step);
  }

  private void add(int elections) {
    IntStream.range(0, elections).forEach(i -> queue.add("e" + i));
  }

  private static Input.Reply reply(long number, boolean succeeded) {
    return new Input.Answered(number, succeeded, succeeded ? null : Rig.LOST);
  }

  @Test
  void itIsReadyWhenSomethingWaits() {
    assertThat(ready(0)).isFalse();
    queue.add("a");
    assertThat(ready(0)).isTrue();
  }

  @Test
  void anElectionWaitsOnceAndInItsTurn() {
    queue.addAll(List.of("b", "a", "b"));
    assertThat(queue.take()).containsExactly("b", "a");
    assertThat(ready(0)).isFalse();
  }

  @Test
  void aBatchHasAtMostAThousand() {
    add(1001);
    assertThat(queue.take()).hasSize(1000);
    assertThat(queue.take()).containsExactly("e1000");
  }

  @Test
  void whileABatchIsUnderWayTheNextOneFillsUp() {
    queue.sent(7, List.of("a"));
    queue.add("b");
    assertThat(ready(0)).isFalse();
    assertThat(queue.answered(reply(7, true))).containsExactly("a");
    assertThat(ready(0)).isTrue();
  }

  @Test
  void onlyTheAnswerToTheBatchUnderWayCounts() {
    queue.sent(7, List.of("a"));
    assertThat(queue.answered(reply(6, true))).isEmpty();
    assertThat(queue.answered(reply(7, true))).containsExactly("a");
    assertThat(queue.answered(reply(7, true))).isEmpty();
  }

  @Test
  void whatIsHeldBackIsReadyAtItsTimeAndAsksToBeWokenThen() {
    queue.add("a");
    queue.holdBack(NOW);
    assertThat(ready(99)).isFalse();
    assertThat(step.end().wakeNanos()).isEqualTo(NOW.nanos() + 100);
    assertThat(ready(100)).isTrue();
    assertThat(ready(0)).isTrue();
  }

  @Test
  void afterFailuresLessIsSentAtATimeAndMoreAgainAfterSuccesses() {
    add(2000);
    for (int i = 0; i < 12; i++) {
      queue.sent(i + 1, List.of());
      queue.answered(reply(i + 1, false));
    }
    assertThat(queue.take()).hasSize(1);
    for (int i = 0; i < 60; i++) {
      queue.sent(i + 100, List.of());
      queue.answered(reply(i + 100, true));
    }
    assertThat(queue.take()).hasSize(1000);
  }
}
