package io.election4j.mysql;

import io.election4j.mysql.Origin.Attempt;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.pool.PoolShutdownException;

/** Makes connections and sets them up. */
final class Dialer {

  private static final Sql IDENTITY =
      Sql.of("SHOW VARIABLES WHERE Variable_name IN ('server_uuid', 'server_uid')");

  /** For MariaDB before it had server_uid: 10.6.18 and older, for instance. */
  private static final String PLACE = "CONCAT(@@hostname, ':', @@port, ':', @@datadir)";

  private final Origin origin;
  private final Limits limits;
  private final Scheduler timer;
  private final Openings openings = new Openings();
  private volatile boolean reached;

  Dialer(Origin origin, Limits limits, Scheduler timer) {
    this.origin = origin;
    this.limits = limits;
    this.timer = timer;
  }

  Origin origin() {
    return origin;
  }

  /** Completes when all connections are closed, by force if need be. */
  Mono<Void> closed() {
    return openings.close(limits.detached(), timer);
  }

  /** Returns whether a connection was ever made. */
  boolean reached() {
    return reached;
  }

  /** Makes a connection, at every subscription another one. Not to be cancelled. */
  Mono<Link> dial() {
    return Mono.defer(
        () -> {
          Attempt attempt = origin.attempt(limits.connect());
          openings.begun(attempt);
          Mono<Link> made =
              Mono.from(attempt.connection())
                  .flatMap(connection -> wire(connection, attempt))
                  .flatMap(this::setUp)
                  .doOnError(error -> failed(attempt));
          return new Patience(limits.setUp(), timer)
              .await(made, () -> late(attempt), Link::discard)
              .doOnNext(link -> reached = true);
        });
  }

  /** One that came to nothing may have a socket all the same. */
  private void failed(Attempt attempt) {
    attempt.abort();
    openings.gone(attempt);
  }

  private Mono<Wire> wire(Connection connection, Attempt attempt) {
    Runnable gone = () -> openings.gone(attempt);
    Wire own = new Wire(connection, attempt.socket(), timer, null, gone);
    return attempt.borrowed()
        ? SessionState.read(connection)
            .map(before -> new Wire(connection, null, timer, before, gone))
            .onErrorResume(error -> own.close().then(Mono.error(error)))
        : Mono.just(own);
  }

  private Mono<Link> setUp(Wire wire) {
    Connection connection = wire.connection();
    return SessionState.set(connection)
        .then(IDENTITY.rows(connection, row -> "@@" + row.get(0, String.class)))
        .map(names -> new Link(wire, identity(names)))
        .filter(link -> !openings.closing())
        .switchIfEmpty(Mono.error(() -> new PoolShutdownException()))
        .onErrorResume(error -> wire.close().then(Mono.error(error)));
  }

  private static String identity(List<String> variables) {
    return variables.isEmpty() ? PLACE : variables.get(0);
  }

  /** A server that has accepted the connection but never answers keeps its socket for ever. */
  private Throwable late(Attempt attempt) {
    Socket socket = attempt.socket();
    boolean silent = socket != null && socket.silent();
    if (socket != null) {
      socket.close();
    }
    String within = " within " + limits.setUp().toMillis() + " ms";
    // A server that is merely too busy to greet looks the same, so this is no wrong address for
    // ever.
    return new TimeoutException(
        silent
            ? "no greeting of a MySQL or MariaDB server" + within + ": is it one?"
            : "no connection" + within);
  }
}
