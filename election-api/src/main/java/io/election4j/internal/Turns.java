package io.election4j.internal;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Runs tasks in the order given, one at a time, on a worker, which may have several threads; after
 * its end, on the threads of those who hand them in. A task that was taken is run, whatever becomes
 * of the worker: at the latest when the next one is handed in.
 */
final class Turns {

  private final Scheduler.Worker worker;
  private final ElectionLog log;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** Whether a task is being run; most of all while the worker ends. */
  private final AtomicBoolean busy = new AtomicBoolean();

  /** Whether a task has come while another was run, so that nobody comes to run it any more. */
  private volatile boolean displaced;

  private volatile boolean ended;

  /**
   * @param worker refuses a task at its end only
   */
  Turns(Scheduler.Worker worker, ElectionLog log) {
    this.worker = worker;
    this.log = log;
  }

  void execute(Runnable task) {
    tasks.add(task);
    if (ended || !onWorker(this::next)) {
      runAll();
    }
  }

  /** Runs something later; not after the end. */
  Disposable after(Duration delay, Runnable task) {
    try {
      return worker.schedule(() -> turn(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException disposed) {
      ended = true;
      return Disposables.disposed();
    }
  }

  /** Nothing is run on the worker any more, but for what runs now. */
  void end() {
    ended = true;
    worker.dispose();
  }

  /** Returns whether only those who hand in tasks run them now. */
  boolean ended() {
    return ended;
  }

  private boolean onWorker(Runnable task) {
    try {
      worker.schedule(() -> turn(task));
      return true;
    } catch (RejectedExecutionException disposed) {
      ended = true;
      return false;
    }
  }

  private void next() {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
    }
  }

  private void turn(Runnable task) {
    if (busy.compareAndSet(false, true)) {
      try {
        task.run();
      } finally {
        busy.set(false);
        if (ended || displaced) {
          runAll();
        }
      }
    } else {
      tasks.add(task);
      displaced = true;
      runAll();
    }
  }

  /** Whoever comes while another thread does this leaves its task to that one. */
  private void runAll() {
    while (!tasks.isEmpty() && busy.compareAndSet(false, true)) {
      displaced = false;
      try {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          run(task);
        }
      } finally {
        busy.set(false);
      }
    }
  }

  /** What it throws is nothing to whoever has happened to hand in something. */
  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      log.say(LogLine.ENGINE_FAILED, failure);
    }
  }
}
