package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountdownTest {

  private static final long GRACE = 400;

  @ParameterizedTest
  @ValueSource(longs = {0, -5000, Long.MAX_VALUE - 1500})
  void asksAtTheDeadlineLessTheGraceAndKillsBeforeTheDeadline(long start) {
    Countdown countdown = new Countdown(GRACE, start + 1000);

    assertThat(countdown.stopDue(start + 599)).isFalse();
    assertThat(countdown.quietNanos(start + 599)).isEqualTo(1);
    assertThat(countdown.stopDue(start + 600)).isTrue();
    assertThat(countdown.killDue(start + 799)).isFalse();
    assertThat(countdown.quietNanos(start + 799)).isEqualTo(1);
    assertThat(countdown.killDue(start + 800)).isTrue();
  }

  @Test
  void aLaterDeadlineExtends() {
    Countdown countdown = new Countdown(GRACE, 1000);
    countdown.trustUntil(2000);

    assertThat(countdown.stopDue(1599)).isFalse();
    assertThat(countdown.stopDue(1600)).isTrue();
  }

  @Test
  void aStaleDeadlineChangesNothing() {
    Countdown countdown = new Countdown(GRACE, 2000);
    countdown.trustUntil(1000);

    assertThat(countdown.stopDue(1599)).isFalse();
    assertThat(countdown.killDue(1799)).isFalse();
    assertThat(countdown.killDue(1800)).isTrue();
  }

  @Test
  void aDeadlineThatComesAfterTheCommandWasAskedByItExtendsNothing() {
    Countdown countdown = new Countdown(GRACE, 1000);
    assertThat(countdown.stopDue(600)).isTrue();
    countdown.trustUntil(5000);

    assertThat(countdown.stopDue(601)).isTrue();
    assertThat(countdown.killDue(800)).isTrue();
  }

  @Test
  void aStopIsDueAtOnceAndKillsWhenItSays() {
    Countdown countdown = new Countdown(GRACE, 5000);
    countdown.stopBy(2000);

    assertThat(countdown.stopDue(0)).isTrue();
    assertThat(countdown.killDue(1999)).isFalse();
    assertThat(countdown.killDue(2000)).isTrue();
  }

  @Test
  void aStopNeverOutlivesTheDeadline() {
    Countdown countdown = new Countdown(GRACE, 1000);
    countdown.stopBy(5000);

    assertThat(countdown.killDue(800)).isTrue();
  }

  @Test
  void theSoonestStopCounts() {
    Countdown countdown = new Countdown(GRACE, 5000);
    countdown.stopBy(2000);
    countdown.stopBy(3000);

    assertThat(countdown.killDue(2000)).isTrue();
  }
}
