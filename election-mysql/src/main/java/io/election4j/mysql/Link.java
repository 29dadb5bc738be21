package io.election4j.mysql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** One connection of ours, set up and ready for statements. */
final class Link {

  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final Connection connection;
  private final @Nullable Socket socket;
  private final Scheduler timer;
  private final String identity;
  private volatile boolean proven = true;
  private volatile boolean discarded;

  /**
   * @param socket what is below the connection, if we made it
   * @param identity the SQL expression that names this server's data
   */
  Link(Connection connection, @Nullable Socket socket, Scheduler timer, String identity) {
    this.connection = connection;
    this.socket = socket;
    this.timer = timer;
    this.identity = identity;
  }

  Connection connection() {
    return connection;
  }

  String identity() {
    return identity;
  }

  /** Tells whether the server still answers on this connection; never fails. */
  Mono<Boolean> alive(Duration most) {
    if (proven) {
      proven = false;
      return Mono.just(true);
    }
    return new Patience(most, timer)
        .await(
            connection.validate(ValidationDepth.REMOTE),
            () -> new IllegalStateException("late"),
            late -> {})
        .onErrorReturn(false);
  }

  /** Closes this whatever goes on on it; nobody waits for that. */
  void discard() {
    discarded = true;
    close(connection, socket, timer).subscribe();
  }

  /** Closes this, properly if the server answers in time; never fails. */
  Mono<Void> close() {
    return discarded ? Mono.empty() : close(connection, socket, timer);
  }

  static Mono<Void> close(Connection connection, @Nullable Socket socket, Scheduler timer) {
    return new Patience(CLOSING, timer)
        .<Void>await(connection.close(), () -> new IllegalStateException("late"), late -> {})
        .onErrorComplete()
        .doFinally(end -> abort(socket));
  }

  private static void abort(@Nullable Socket socket) {
    if (socket != null) {
      socket.close();
    }
  }
}
