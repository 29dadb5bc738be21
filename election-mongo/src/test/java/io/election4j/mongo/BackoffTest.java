package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void waitsDoubleFromATenthOfASecondToFiveSecondsLessAtMostAHalf() {
    Backoff backoff = new Backoff();
    for (long most = 100; most < 20_000; most *= 2) {
      assertThat(backoff.next())
          .isBetween(
              Duration.ofMillis(Math.min(most, 5000) / 2), Duration.ofMillis(Math.min(most, 5000)));
    }
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
  }
}
