package io.election4j.internal;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * A scheduler that users have lent. What it refuses although it has not been disposed of, because
 * its queue is full just then or it cannot tell the time, one of our own runs. So whoever uses this
 * loses no task, and sees a refusal only at the end. What is handed to one worker may run on
 * threads of both at the same time.
 *
 * @param marked what is run for a task
 */
record LentScheduler(Scheduler lent, Scheduler own, UnaryOperator<Runnable> marked)
    implements Scheduler {

  @Override
  public long now(TimeUnit unit) {
    return lent.now(unit);
  }

  @Override
  public Disposable schedule(Runnable task) {
    Runnable run = marked.apply(task);
    return accepted(lent, () -> lent.schedule(run), () -> own.schedule(run));
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    Runnable run = marked.apply(task);
    return accepted(
        lent, () -> lent.schedule(run, delay, unit), () -> own.schedule(run, delay, unit));
  }

  private static Disposable accepted(
      Disposable lent, Supplier<Disposable> theirs, Supplier<Disposable> ours) {
    try {
      return theirs.get();
    } catch (RejectedExecutionException refused) {
      if (lent.isDisposed()) {
        throw refused;
      }
      return ours.get();
    }
  }

  @Override
  public Worker createWorker() {
    return new LentWorker(this, lent.createWorker(), own.createWorker());
  }

  @Override
  public boolean isDisposed() {
    return lent.isDisposed();
  }

  @Override
  public void dispose() {
    lent.dispose();
  }

  private record LentWorker(LentScheduler of, Worker lent, Worker own) implements Worker {

    @Override
    public Disposable schedule(Runnable task) {
      Runnable run = of.marked.apply(task);
      return accepted(this, () -> lent.schedule(run), () -> own.schedule(run));
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      Runnable run = of.marked.apply(task);
      return accepted(
          this, () -> lent.schedule(run, delay, unit), () -> own.schedule(run, delay, unit));
    }

    /** A worker of a scheduler that has been disposed of may not know it. */
    @Override
    public boolean isDisposed() {
      return lent.isDisposed() || of.isDisposed();
    }

    @Override
    public void dispose() {
      lent.dispose();
      own.dispose();
    }
  }
}
