package io.election4j.internal;

import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * Runs tasks that ought to be short, on one thread as long as they are, in the order given. When no
 * task has begun for {@link #SHORT} although some wait, all threads are blocked: then as many join
 * them as there are, so that those that block hold up the others for moments only. A thread ends
 * after {@link #IDLE} without a task.
 *
 * <p>Whoever hands in a task takes no lock and never waits, so Reactor's threads may. It is never
 * shut down: its threads end by themselves, and after {@link #end} as soon as nothing waits.
 */
final class ShortTasks extends AbstractExecutorService {

  /** Whatever takes longer may be blocked. */
  static final Duration SHORT = Duration.ofMillis(20);

  static final Duration IDLE = Duration.ofSeconds(1);

  private final int most;
  private final int mostUrgent;
  private final ThreadFactory threads;
  private final Scheduler timer;
  private final Queue<Runnable> urgent = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Deque<Thread> idle = new ConcurrentLinkedDeque<>();

  /** How many threads are not idle. */
  private final AtomicInteger busy = new AtomicInteger();

  /** When a task was begun last, or a thread sent to do so. */
  private final AtomicLong begun = new AtomicLong();

  private final AtomicBoolean watched = new AtomicBoolean();

  private volatile boolean ended;

  /**
   * How many threads there may be.
   *
   * @param tasks for all tasks
   * @param more beside these, for urgent tasks only
   */
  record Most(int tasks, int more) {}

  /**
   * @param timer says when a task has taken too long
   */
  ShortTasks(Most most, ThreadFactory threads, Scheduler timer) {
    this.most = most.tasks();
    this.mostUrgent = most.tasks() + most.more();
    this.threads = threads;
    this.timer = timer;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    handOver();
  }

  /** Returns who runs tasks before all that wait. */
  Executor urgent() {
    return task -> {
      urgent.add(task);
      handOver();
    };
  }

  /** Lets no thread rest any more; tasks are still run. Nobody but threads tells the time now. */
  void end() {
    ended = true;
    for (Thread rested = idle.pollFirst(); rested != null; rested = idle.pollFirst()) {
      busy.incrementAndGet();
      LockSupport.unpark(rested);
    }
    watched.set(false);
    if (waiting()) {
      watch();
    }
  }

  // == Whoever hands in a task ==

  private void handOver() {
    Thread rested = idle.pollFirst();
    if (rested == null && first()) {
      // Just now the last one may have come to rest, or gone on by itself.
      rested = idle.pollFirst();
      if (rested == null && busy.get() == 1) {
        start();
        return;
      }
      busy.decrementAndGet();
    }
    if (rested != null) {
      begun.set(now());
      busy.incrementAndGet();
      LockSupport.unpark(rested);
    } else if (late() && mayJoin()) {
      start();
    } else {
      watch();
    }
  }

  private boolean first() {
    if (busy.get() > 0) {
      return false;
    }
    begun.set(now());
    return busy.compareAndSet(0, 1);
  }

  /** Returns whether nobody has begun anything for too long; to one caller only. */
  private boolean late() {
    long last = begun.get();
    long now = now();
    return now - last >= SHORT.toNanos() && begun.compareAndSet(last, now);
  }

  private boolean mayJoin() {
    int bound = urgent.isEmpty() ? most : mostUrgent;
    return busy.getAndUpdate(threads -> threads < bound ? threads + 1 : threads) < bound;
  }

  private void start() {
    if (!started(this::live)) {
      // The task is not lost: somebody who is busy takes it, or this is tried again.
      busy.decrementAndGet();
      watch();
    }
  }

  /** Returns whether there was a thread to be had. */
  private boolean started(Runnable life) {
    try {
      threads.newThread(life).start();
      return true;
    } catch (OutOfMemoryError noThread) {
      return false;
    }
  }

  /** Comes back later, to see whether tasks still wait. */
  private void watch() {
    if (watched.compareAndSet(false, true)) {
      if (ended) {
        if (!started(this::lookLater)) {
          watched.set(false); // whoever hands in the next task tries again
        }
        return;
      }
      try {
        timer.schedule(this::look, SHORT.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException closed) {
        watched.set(false);
        if (mayJoin() && !started(this::live)) {
          busy.decrementAndGet();
        }
      }
    }
  }

  private void lookLater() {
    LockSupport.parkNanos(this, SHORT.toNanos());
    look();
  }

  private void look() {
    watched.set(false);
    if (waiting()) {
      for (int more = late() ? Math.max(1, busy.get()) : 0; more > 0 && mayJoin(); more--) {
        start();
      }
      watch();
    }
  }

  private boolean waiting() {
    return !urgent.isEmpty() || !tasks.isEmpty() && busy.get() < most;
  }

  private long now() {
    return timer.now(TimeUnit.NANOSECONDS);
  }

  // == Threads ==

  private void live() {
    do {
      for (Runnable task = next(); task != null; task = next()) {
        begun.set(now());
        task.run();
        // A task that was interrupted leaves nothing of that to the next one.
        Thread.interrupted();
      }
    } while (calledAgain());
  }

  private @Nullable Runnable next() {
    Runnable first = urgent.poll();
    return first != null || busy.get() > most ? first : tasks.poll();
  }

  /** Rests; returns whether there is something to do again. */
  private boolean calledAgain() {
    if (ended) {
      busy.decrementAndGet();
      return waiting() && mayJoin();
    }
    Thread self = Thread.currentThread();
    long end = System.nanoTime() + IDLE.toNanos();
    idle.addFirst(self);
    busy.decrementAndGet();
    while (idle.contains(self)) {
      long left = end - System.nanoTime();
      if (waiting()) {
        // Counted before it is called idle no more: else somebody would start another one.
        busy.incrementAndGet();
        if (!idle.remove(self)) {
          busy.decrementAndGet();
        }
      } else if (left > 0) {
        LockSupport.parkNanos(this, left);
        Thread.interrupted();
      } else if (idle.remove(self)) {
        return false;
      }
    }
    return true;
  }

  // == Nobody shuts this down ==

  @Override
  public void shutdown() {}

  @Override
  public List<Runnable> shutdownNow() {
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }
}
