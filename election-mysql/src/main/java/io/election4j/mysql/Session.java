package io.election4j.mysql;

import io.election4j.sql.Dialect;
import io.election4j.sql.Row;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A connection during one call, each of whose statements is bounded in time. */
final class Session implements SqlSession {

  private final StoreConnection connection;
  private final StatementTimeout timeout;
  private final Scheduler timer;

  Session(StoreConnection connection, StatementTimeout timeout, Scheduler timer) {
    this.connection = connection;
    this.timeout = timeout;
    this.timer = timer;
  }

  @Override
  public Dialect dialect() {
    return RawSession.DIALECT;
  }

  @Override
  public String identity() {
    return connection.identity();
  }

  @Override
  public Mono<Long> update(Sql sql) {
    return bounded(new RawSession(connection).update(sql));
  }

  @Override
  public <T> Mono<List<T>> rows(Sql sql, Function<? super Row, ? extends T> reader) {
    return bounded(new RawSession(connection).rows(sql, reader));
  }

  /** Without holding up a thread. */
  @Override
  public Mono<Long> pause(Duration duration) {
    return Mono.delay(duration, timer);
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
