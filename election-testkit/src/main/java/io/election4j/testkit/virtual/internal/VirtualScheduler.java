package io.election4j.testkit.virtual.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;

/**
 * The one thread of one virtual process: runs tasks when its machine's monotonic clock says that
 * they are due, unless the process is paused, and never after it was killed.
 */
public final class VirtualScheduler implements Scheduler {

  private final VirtualTime time;
  private final VirtualClock clock;
  private final Deque<Task> waiting = new ArrayDeque<>();
  private boolean paused;
  private boolean killed;

  /** Creates the thread of a process on a machine with these clocks. */
  public VirtualScheduler(VirtualTime time, VirtualClock clock) {
    this.time = time;
    this.clock = clock;
  }

  /** Lets nothing run from now on; clocks go on. */
  public void pause() {
    paused = true;
  }

  /** Lets everything run that would have meanwhile, and go on. */
  public void resume() {
    paused = false;
    while (!paused && !waiting.isEmpty()) {
      waiting.remove().arrive();
    }
  }

  /** Lets nothing run any more. */
  public void kill() {
    killed = true;
    waiting.clear();
  }

  /** In Reactor, fine units are the monotonic clock's, and coarse ones the wall clock's. */
  @Override
  public long now(TimeUnit unit) {
    return unit.compareTo(TimeUnit.MILLISECONDS) >= 0
        ? unit.convert(clock.wallMillis(time.now()), TimeUnit.MILLISECONDS)
        : unit.convert(clock.nanos(time.now()), TimeUnit.NANOSECONDS);
  }

  @Override
  public Disposable schedule(Runnable task) {
    return schedule(task, 0, TimeUnit.NANOSECONDS);
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    return begin(task, delay, 0, unit, null);
  }

  @Override
  public Disposable schedulePeriodically(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    return begin(task, initialDelay, period, unit, null);
  }

  @Override
  public Scheduler.Worker createWorker() {
    return new Worker();
  }

  private Task begin(
      Runnable what, long delay, long period, TimeUnit unit, @Nullable Worker worker) {
    long due = clock.nanos(time.now()) + unit.toNanos(Math.max(0, delay));
    Task task = new Task(what, unit.toNanos(period), worker);
    task.due = due;
    task.await();
    return task;
  }

  private final class Task implements Disposable {

    private final Runnable what;
    private final long period;
    private final @Nullable Worker worker;
    private long due;
    private boolean disposed;

    Task(Runnable what, long period, @Nullable Worker worker) {
      this.what = what;
      this.period = period;
      this.worker = worker;
    }

    void await() {
      time.at(clock.trueTime(due, time.now()), this::arrive);
    }

    /** The clock may have stood still meanwhile, or been slower than expected. */
    void arrive() {
      if (isDisposed() || killed) {
        return;
      }
      if (paused) {
        waiting.add(this);
      } else if (clock.nanos(time.now()) - due < 0) {
        await();
      } else {
        run();
      }
    }

    private void run() {
      disposed = period == 0;
      what.run();
      if (!isDisposed()) {
        due += period;
        await();
      }
    }

    @Override
    public void dispose() {
      disposed = true;
    }

    @Override
    public boolean isDisposed() {
      return disposed || worker != null && worker.disposed;
    }

    @Override
    public String toString() {
      return what.toString();
    }
  }

  private final class Worker implements Scheduler.Worker {

    private boolean disposed;

    @Override
    public Disposable schedule(Runnable task) {
      return schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      return begin(task, delay, 0, unit, alive());
    }

    @Override
    public Disposable schedulePeriodically(
        Runnable task, long initialDelay, long period, TimeUnit unit) {
      return begin(task, initialDelay, period, unit, alive());
    }

    private Worker alive() {
      if (disposed) {
        throw Exceptions.failWithRejected();
      }
      return this;
    }

    @Override
    public void dispose() {
      disposed = true;
    }

    @Override
    public boolean isDisposed() {
      return disposed;
    }
  }
}
