package io.election4j.mysql;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Watches the statements of one call, which run one after the other: each may take so long, and
 * only a little longer once the caller has cancelled. Safe for use by many threads.
 */
final class Watch {

  private final Duration attached;
  private final Duration afterwards;
  private final Scheduler timer;
  private final Runnable late;
  private boolean detached;
  private @Nullable Disposable alarm;

  /**
   * @param attached how long a statement may take while the caller waits
   * @param afterwards how long it may still take when the caller has cancelled
   * @param late runs when a statement takes too long
   */
  Watch(Duration attached, Duration afterwards, Scheduler timer, Runnable late) {
    this.attached = attached;
    this.afterwards = afterwards;
    this.timer = timer;
    this.late = late;
  }

  /** Starts to watch a statement; {@code false} if the caller has cancelled, so none may start. */
  synchronized boolean start() {
    stop();
    if (!detached) {
      rouseAfter(attached);
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
      rouseAfter(afterwards);
    }
    detached = true;
  }

  synchronized boolean detached() {
    return detached;
  }

  private void rouseAfter(Duration most) {
    try {
      alarm = timer.schedule(late, most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      late.run();
    }
  }
}
