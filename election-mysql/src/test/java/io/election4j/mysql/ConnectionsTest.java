package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.mysql.ConnectionUse.Limits;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

class ConnectionsTest {

  /** Less than {@link Connections#close} waits at most. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final LoopResources LOOPS = LoopResources.create("connections-test", 1, true);

  /** Where a statement that is late fails, a caller may close the store. */
  @Test
  void whatClosesTheTimerOnItsOwnThreadDoesNotWaitForItself() throws Exception {
    Address nobody = new Address("127.0.0.1", 1, "app", null, "x", Tls.DEFAULT);
    ConnectionSource source =
        ConnectionSource.Given.of(nobody.factory(Duration.ofSeconds(5), LOOPS));
    Connections connections = new Connections(source, Limits.DEFAULT);
    CompletableFuture<Boolean> closed = new CompletableFuture<>();

    source
        .timer()
        .schedule(
            () -> {
              connections.close();
              closed.complete(true);
            });

    assertThat(closed.get(SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }
}
