package io.election4j.mysql;

import io.election4j.mysql.ConnectionSource.Attempt;
import io.election4j.mysql.ConnectionSource.SocketTap;
import io.election4j.spi.support.NonCancellingTimeout;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.pool.PoolShutdownException;

/**
 * Makes connections for the pools and sets them up, and knows all that are open or being made, so
 * that whoever closes can wait for the last one. Safe for use by many threads.
 */
final class ConnectionOpener implements ConnectionFactory {

  /** For a server to accept a connection. */
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** A server that is there has accepted by then, and would count a connection given up as lost. */
  private static final Duration ACCEPTING = Duration.ofMillis(500);

  private final ConnectionSource source;
  private final Duration setUp;
  private final Set<Attempt> open = ConcurrentHashMap.newKeySet();
  private final Sinks.Empty<Void> allGone = Sinks.empty();
  private volatile boolean closing;
  private volatile boolean reached;

  /**
   * @param setUp how long a connection may take until it is ready for use
   */
  ConnectionOpener(ConnectionSource source, Duration setUp) {
    this.source = source;
    this.setUp = setUp;
  }

  /** Returns whether a connection was ever made. */
  boolean reached() {
    return reached;
  }

  /** Makes a connection, at every subscription another one. Not to be cancelled. */
  @Override
  public Mono<StoreConnection> create() {
    return NonCancellingTimeout.lift().then(Mono.defer(this::open));
  }

  private Mono<StoreConnection> open() {
    Attempt attempt = source.attempt(CONNECT, this::gone);
    open.add(attempt);
    Mono<StoreConnection> made =
        Mono.from(attempt.connection())
            .map(connection -> new StoreConnection(connection, attempt, source.timer()))
            .flatMap(StoreConnection::setUp)
            .flatMap(this::unlessClosing)
            .doOnError(error -> attempt.end()); // it may have a socket all the same
    return new NonCancellingTimeout(setUp, source.timer())
        .await(made, () -> late(attempt), StoreConnection::discard)
        .doOnNext(connection -> reached = true);
  }

  private Mono<StoreConnection> unlessClosing(StoreConnection made) {
    return closing ? made.close().then(Mono.error(new PoolShutdownException())) : Mono.just(made);
  }

  /** A server that has accepted the connection but never answers keeps its socket for ever. */
  private Throwable late(Attempt attempt) {
    SocketTap socket = attempt.socket();
    boolean silent = socket != null && socket.silent();
    attempt.abort();
    String within = " within " + setUp.toMillis() + " ms";
    // A server that is merely too busy to greet looks the same, so this is no wrong address for
    // ever.
    return new TimeoutException(
        silent
            ? "no greeting of a MySQL or MariaDB server" + within + ": is it one?"
            : "no connection" + within);
  }

  private void gone(Attempt attempt) {
    open.remove(attempt);
    look();
  }

  private void look() {
    if (closing && open.isEmpty()) {
      allGone.tryEmitEmpty();
    }
  }

  /**
   * Completes when no connection is left. What is still open after a while is closed by force, and
   * sooner what no server has accepted.
   */
  Mono<Void> close(Duration most) {
    return Mono.defer(
        () -> {
          closing = true;
          look();
          source
              .timer()
              .schedule(
                  () -> open.forEach(Attempt::giveUp), ACCEPTING.toMillis(), TimeUnit.MILLISECONDS);
          Mono<Void> forced = Mono.fromRunnable(() -> open.forEach(Attempt::abort));
          return allGone.asMono().timeout(most, forced, source.timer());
        });
  }

  @Override
  public ConnectionFactoryMetadata getMetadata() {
    return source::name;
  }

  /** Names the server, as pools show it. */
  @Override
  public String toString() {
    return source.name();
  }
}
