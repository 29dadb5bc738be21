package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OwnTimerTest {

  /** Less than {@link Closing} waits at most. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private final OwnTimer timer = new OwnTimer("timer-of-the-test");

  /** Where a statement that is late fails, a caller may close the store. */
  @Test
  void whatClosesTheTimerOnItsOwnThreadDoesNotWaitForItself() throws Exception {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();

    timer
        .scheduler()
        .schedule(
            () -> {
              Closing.await(timer.close());
              closed.complete(true);
            });

    assertThat(closed.get(SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }
}
