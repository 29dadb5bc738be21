package io.election4j.mysql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A connection as the driver makes it, with bounds to its waiting.
 *
 * @param socket what is below it, if we made it ourselves
 * @param timer tells when waiting is over
 * @param before what its session was like, if it is to be so again in the end
 * @param gone runs when it is closed
 */
record Wire(
    Connection connection,
    @Nullable Socket socket,
    Scheduler timer,
    @Nullable SessionState before,
    Runnable gone) {

  private static final Duration CLOSING = Duration.ofSeconds(1);

  /** Tells whether the server still answers, or at least was not seen to go; never fails. */
  Mono<Boolean> alive(ValidationDepth depth, Duration most) {
    return new Patience(most, timer)
        .await(connection.validate(depth), Wire::late, late -> {})
        .onErrorReturn(false);
  }

  /** Closes this, by force if the driver cannot do it soon; never fails. */
  Mono<Void> close() {
    return new Patience(CLOSING, timer)
        .<Void>await(putBack().then(Mono.from(connection.close())), Wire::late, late -> {})
        .onErrorComplete()
        .doFinally(end -> abort());
  }

  private Mono<Void> putBack() {
    return before == null ? Mono.empty() : before.restore(connection).onErrorComplete();
  }

  private void abort() {
    if (socket != null) {
      socket.close();
    }
    gone.run();
  }

  private static Throwable late() {
    return new IllegalStateException("late");
  }
}
