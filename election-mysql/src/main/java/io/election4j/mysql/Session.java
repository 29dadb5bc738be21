package io.election4j.mysql;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A connection during one call: runs statements one after the other, each to its end. */
final class Session {

  /** How often a statement is tried. */
  static final int TRIES = 3;

  private static final int SHORTEST_MILLIS = 10;

  private final StoreConnection connection;
  private final StatementTimeout timeout;
  private final Scheduler timer;

  Session(StoreConnection connection, StatementTimeout timeout, Scheduler timer) {
    this.connection = connection;
    this.timeout = timeout;
    this.timer = timer;
  }

  /** Returns the SQL expression that names this server's data. */
  String identity() {
    return connection.identity();
  }

  /** Runs a statement; emits the number of rows that matched. */
  Mono<Long> update(Sql sql) {
    return bounded(Mono.defer(() -> sql.update(connection)));
  }

  /** Runs a statement; emits its rows in one list. */
  <T> Mono<List<T>> rows(Sql sql, Function<? super Readable, ? extends T> reader) {
    return bounded(Mono.defer(() -> sql.rows(connection, reader)));
  }

  /** Waits without holding up a thread. */
  Mono<Long> pause(Duration duration) {
    return Mono.delay(duration, timer);
  }

  /** Returns how long to wait after a try, counted from 1. */
  static Duration pauseAfter(int tries) {
    int most = SHORTEST_MILLIS << (tries + 1);
    return Duration.ofMillis(ThreadLocalRandom.current().nextInt(SHORTEST_MILLIS, most));
  }

  /** Tries a statement again while it is refused because of locks; then the error passes. */
  <T> Mono<T> retry(Mono<T> statement) {
    return attempt(statement, 1);
  }

  private <T> Mono<T> attempt(Mono<T> statement, int tries) {
    return statement.onErrorResume(
        error -> tries < TRIES && MySqlErrors.contention(error),
        refused -> pause(pauseAfter(tries)).then(Mono.defer(() -> attempt(statement, tries + 1))));
  }

  private <T> Mono<T> bounded(Mono<T> statement) {
    return Mono.defer(
        () ->
            timeout.start() ? statement.doOnTerminate(timeout::stop) : Mono.error(new Detached()));
  }

  /** Ends a call whose caller has cancelled before its next statement; no fault of anybody. */
  static final class Detached extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Detached() {
      super("the caller has cancelled", null, false, false);
    }
  }

  /**
   * Watches the statements of one call, which run one after the other: each may take so long, and
   * only a little longer once the caller has cancelled. Safe for use by many threads.
   */
  static final class StatementTimeout {

    private final Connections connections;
    private final ConnectionUse use;
    private final Runnable late;
    private boolean detached;
    private @Nullable Disposable alarm;

    /**
     * @param use what the statements are for
     * @param late runs when a statement takes too long
     */
    StatementTimeout(Connections connections, ConnectionUse use, Runnable late) {
      this.connections = connections;
      this.use = use;
      this.late = late;
    }

    /**
     * Starts to watch a statement; {@code false} if the caller has cancelled, so none may start.
     */
    synchronized boolean start() {
      stop();
      if (!detached) {
        rouseAfter(connections.limits().statement(use));
      }
      return !detached;
    }

    /** Says that the statement is done. */
    synchronized void stop() {
      if (alarm != null) {
        alarm.dispose();
        alarm = null;
      }
    }

    /** Says that the caller has cancelled. */
    synchronized void detach() {
      boolean running = alarm != null;
      stop();
      if (running && !detached) {
        rouseAfter(connections.limits().detached());
      }
      detached = true;
    }

    synchronized boolean detached() {
      return detached;
    }

    private void rouseAfter(Duration most) {
      try {
        alarm = connections.timer().schedule(late, most.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closed) {
        late.run();
      }
    }
  }
}
