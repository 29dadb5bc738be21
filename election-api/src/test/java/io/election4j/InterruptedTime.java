package io.election4j;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Time in whose course something happens once, at a point that the test counts: before a task is
 * handed in, after it was, before one is run, after it was, and where a worker is disposed of. What
 * another thread may do between any two steps is done there.
 */
final class InterruptedTime implements Scheduler {

  private final Scheduler time;
  private Runnable interruption = () -> {};
  private long countdown = -1;

  InterruptedTime(Scheduler time) {
    this.time = time;
  }

  /** Has this done at a point from now on. */
  void interrupt(long point, Runnable action) {
    interruption = action;
    countdown = point;
  }

  /** Returns whether it has been done. */
  boolean interrupted() {
    return countdown < 0;
  }

  private void point() {
    if (countdown >= 0 && countdown-- == 0) {
      interruption.run();
    }
  }

  private Runnable watched(Runnable task) {
    return () -> {
      point();
      task.run();
      point();
    };
  }

  @Override
  public long now(TimeUnit unit) {
    return time.now(unit);
  }

  @Override
  public Disposable schedule(Runnable task) {
    return time.schedule(watched(task));
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    return time.schedule(watched(task), delay, unit);
  }

  @Override
  public Worker createWorker() {
    Worker worker = time.createWorker();
    return new Worker() {
      @Override
      public Disposable schedule(Runnable task) {
        point();
        Disposable handedIn = worker.schedule(watched(task));
        point();
        return handedIn;
      }

      @Override
      public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return worker.schedule(watched(task), delay, unit);
      }

      @Override
      public void dispose() {
        point();
        worker.dispose();
        point();
      }

      @Override
      public boolean isDisposed() {
        return worker.isDisposed();
      }
    };
  }

  @Override
  public void dispose() {
    time.dispose();
  }
}
