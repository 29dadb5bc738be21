package io.election4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private static final ClockReading START = new ClockReading(Long.MAX_VALUE - 10, 1_000);
  private final Deadline deadline = Deadline.after(START, Duration.ofMillis(500));

  private static ClockReading after(long nanos, long wallMillis) {
    return new ClockReading(START.nanos() + nanos, START.wallMillis() + wallMillis);
  }

  @Test
  void itPassesWhenTheMonotonicClockReachesItEvenIfThatOverflows() {
    assertThat(deadline.passed(after(499_999_999, 0))).isFalse();
    assertThat(deadline.passed(after(500_000_000, 0))).isTrue();
  }

  @Test
  void itPassesWhenTheWallClockReachesIt() {
    assertThat(deadline.passed(after(0, 499))).isFalse();
    assertThat(deadline.passed(after(0, 500))).isTrue();
  }

  @Test
  void theMorePessimisticClockSaysHowMuchIsLeft() {
    assertThat(deadline.remainingNanos(after(100_000_000, 300))).isEqualTo(200_000_000);
    assertThat(deadline.remainingNanos(after(300_000_000, 100))).isEqualTo(200_000_000);
    assertThat(deadline.remainingNanos(after(300_000_000, -90_000))).isEqualTo(200_000_000);
  }

  @Test
  void nothingIsLeftOnceItHasPassed() {
    assertThat(deadline.remainingNanos(after(600_000_000, 0))).isZero();
    assertThat(deadline.remainingNanos(after(0, 600))).isZero();
  }

  @Test
  void aWallClockSetBackByCenturiesLeavesNoMoreThanTheMonotonicClock() {
    ClockReading centuriesAgo = after(100_000_000, -Duration.ofDays(365_000).toMillis());
    assertThat(deadline.remainingNanos(centuriesAgo)).isBetween(0L, 400_000_000L);
  }
}
