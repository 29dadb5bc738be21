package io.election4j.internal;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** Refuses one task when a test says so, as one does whose queue is full just then. */
final class BusyScheduler implements Scheduler {

  /** Which task is refused. */
  enum Kind {
    OF_A_WORKER,
    OF_A_WORKER_LATER,
    OF_THE_SCHEDULER,
    OF_THE_SCHEDULER_LATER
  }

  private final Scheduler scheduler;
  private final AtomicReference<@Nullable Kind> next = new AtomicReference<>();

  BusyScheduler(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Refuses the next task of this kind. */
  void refuseNext(Kind kind) {
    next.set(kind);
  }

  /** Waits until it has. */
  void awaitRefusal() {
    Await.until(() -> next.get() == null);
  }

  private void admit(Kind kind) {
    if (next.compareAndSet(kind, null)) {
      throw new RejectedExecutionException("the queue is full");
    }
  }

  @Override
  public long now(TimeUnit unit) {
    return scheduler.now(unit);
  }

  @Override
  public Disposable schedule(Runnable task) {
    admit(Kind.OF_THE_SCHEDULER);
    return scheduler.schedule(task);
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    admit(Kind.OF_THE_SCHEDULER_LATER);
    return scheduler.schedule(task, delay, unit);
  }

  @Override
  public Worker createWorker() {
    Worker worker = scheduler.createWorker();
    return new Worker() {
      @Override
      public Disposable schedule(Runnable task) {
        admit(Kind.OF_A_WORKER);
        return worker.schedule(task);
      }

      @Override
      public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        admit(Kind.OF_A_WORKER_LATER);
        return worker.schedule(task, delay, unit);
      }

      @Override
      public void dispose() {
        worker.dispose();
      }

      @Override
      public boolean isDisposed() {
        return worker.isDisposed();
      }
    };
  }

  @Override
  public void dispose() {
    scheduler.dispose();
  }

  @Override
  public boolean isDisposed() {
    return scheduler.isDisposed();
  }
}
