package io.election4j.internal;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * A scheduler that users have lent, and one of our own that runs what the other refuses although it
 * has not been disposed of: its queue may be full just then, or it cannot tell the time. So whoever
 * uses this loses no task, and sees a refusal only at the end. What is handed to one worker may run
 * on threads of both at the same time.
 */
record StandIn(Scheduler lent, Scheduler own) implements Scheduler {

  @Override
  public long now(TimeUnit unit) {
    return lent.now(unit);
  }

  @Override
  public Disposable schedule(Runnable task) {
    try {
      return lent.schedule(task);
    } catch (RejectedExecutionException refused) {
      requireAlive(lent, refused);
      return own.schedule(task);
    }
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    try {
      return lent.schedule(task, delay, unit);
    } catch (RejectedExecutionException refused) {
      requireAlive(lent, refused);
      return own.schedule(task, delay, unit);
    }
  }

  private static void requireAlive(Disposable lent, RejectedExecutionException refused) {
    if (lent.isDisposed()) {
      throw refused;
    }
  }

  @Override
  public Worker createWorker() {
    return new StandInWorker(lent, lent.createWorker(), own.createWorker());
  }

  @Override
  public boolean isDisposed() {
    return lent.isDisposed();
  }

  @Override
  public void dispose() {
    lent.dispose();
  }

  private record StandInWorker(Scheduler scheduler, Worker lent, Worker own) implements Worker {

    @Override
    public Disposable schedule(Runnable task) {
      try {
        return lent.schedule(task);
      } catch (RejectedExecutionException refused) {
        requireAlive(this, refused);
        return own.schedule(task);
      }
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      try {
        return lent.schedule(task, delay, unit);
      } catch (RejectedExecutionException refused) {
        requireAlive(this, refused);
        return own.schedule(task, delay, unit);
      }
    }

    /** A worker of a scheduler that has been disposed of may not know it. */
    @Override
    public boolean isDisposed() {
      return lent.isDisposed() || scheduler.isDisposed();
    }

    @Override
    public void dispose() {
      lent.dispose();
      own.dispose();
    }
  }
}
