package io.election4j;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Who runs what: one thread for the engine, which runs nothing else, so that neither user code nor
 * a store can delay it; one for callbacks and to call the store, which others join only while it is
 * blocked; as many as there are blocking workers for those. All are daemons, made when first
 * needed.
 *
 * @param engine runs the engine and its timers
 * @param renewals calls the store to renew
 * @param store calls the store for everything else
 * @param callbacks delivers events and subscribes to work
 * @param workers run blocking work
 * @param owned what {@link #dispose()} disposes of; the other threads end by themselves when idle
 */
record Threads(
    Scheduler engine,
    Scheduler renewals,
    Scheduler store,
    Scheduler callbacks,
    WorkerThreads workers,
    Disposable owned) {

  private static final int MOST_CALLBACKS = 256;

  /** Renewals may be blocked, and other calls of the store; each kind blocks one thread at most. */
  private static final int MOST_CALLS = 2;

  /** Returns threads, with the user's where there are any. */
  static Threads of(
      @Nullable Scheduler engine, @Nullable Scheduler callbacks, @Nullable Executor blocking) {
    Scheduler single = Schedulers.newSingle("election-engine", true);
    ShortTasks tasks = new ShortTasks(MOST_CALLBACKS, MOST_CALLS, named("election-task"), single);
    Scheduler calls = callbacks != null ? callbacks : Schedulers.fromExecutorService(tasks);
    Executor own = workerThreads();
    if (engine != null) {
      // Whoever lends a scheduler wants everything but blocking work to happen in its time.
      WorkerThreads workers = new WorkerThreads(Runnable::run, blocking != null ? blocking : own);
      return new Threads(engine, engine, engine, calls, workers, single);
    }
    WorkerThreads workers =
        blocking != null ? new WorkerThreads(own, blocking) : new WorkerThreads(Runnable::run, own);
    Scheduler renewals = oneAtATime(tasks.urgent());
    return new Threads(single, renewals, oneAtATime(tasks.urgent()), calls, workers, single);
  }

  /** Runs a task on the user's scheduler; on a thread of its own if that has been disposed of. */
  static Disposable schedule(Scheduler scheduler, Runnable task) {
    try {
      return scheduler.schedule(task);
    } catch (RejectedExecutionException disposed) {
      Thread thread = named("election-late").newThread(task);
      thread.start();
      return thread::interrupt;
    }
  }

  void dispose() {
    owned.dispose();
  }

  private static Scheduler oneAtATime(Executor executor) {
    return Schedulers.fromExecutor(new SerialTasks(executor)::run);
  }

  private static Executor workerThreads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        ShortTasks.IDLE.toMillis(),
        TimeUnit.MILLISECONDS,
        new SynchronousQueue<>(),
        named("election-worker"));
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
