package io.election4j.mysql;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A connection during one call, each of whose statements is bounded in time. */
final class Session extends BoundedSession {

  private final StatementTimeout timeout;

  Session(StoreConnection connection, StatementTimeout timeout, Scheduler timer) {
    super(connection, timer);
    this.timeout = timeout;
  }

  @Override
  <T> Mono<T> bounded(Mono<T> statement) {
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
