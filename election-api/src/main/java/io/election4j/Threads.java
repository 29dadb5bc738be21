package io.election4j;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
 * @param own made the threads that are not the user's
 * @param ending ends those that are idle, and the others as soon as they are
 */
record Threads(
    Scheduler engine,
    Scheduler renewals,
    Scheduler store,
    Scheduler callbacks,
    WorkerThreads workers,
    OwnThreads own,
    Disposable ending) {

  private static final int MOST_CALLBACKS = 256;

  /** Renewals may be blocked, and other calls of the store; each kind blocks one thread at most. */
  private static final int MOST_CALLS = 2;

  /** Returns threads, with the user's where there are any. */
  static Threads of(
      @Nullable Scheduler engine, @Nullable Scheduler callbacks, @Nullable Executor blocking) {
    OwnThreads threads = new OwnThreads();
    Scheduler single = Schedulers.newSingle(threads.nonBlocking("election-engine"));
    ShortTasks tasks =
        new ShortTasks(MOST_CALLBACKS, MOST_CALLS, threads.named("election-task"), single);
    Scheduler calls = callbacks != null ? callbacks : Schedulers.fromExecutorService(tasks);
    ThreadPoolExecutor own = workerThreads(threads.named("election-worker"));
    Disposable ending =
        () -> {
          single.dispose();
          tasks.end();
          own.setKeepAliveTime(0, TimeUnit.NANOSECONDS);
        };
    if (engine != null) {
      // Whoever lends a scheduler wants everything but blocking work to happen in its time.
      WorkerThreads workers = new WorkerThreads(Runnable::run, blocking != null ? blocking : own);
      return new Threads(engine, engine, engine, calls, workers, threads, ending);
    }
    WorkerThreads workers =
        blocking != null ? new WorkerThreads(own, blocking) : new WorkerThreads(Runnable::run, own);
    Scheduler renewals = oneAtATime(tasks.urgent());
    Scheduler store = oneAtATime(tasks.urgent());
    return new Threads(single, renewals, store, calls, workers, threads, ending);
  }

  /** Runs a task on the user's scheduler; on a thread of its own if that has been disposed of. */
  static Disposable schedule(Scheduler scheduler, Runnable task) {
    try {
      return scheduler.schedule(task);
    } catch (RejectedExecutionException disposed) {
      Thread thread = new Thread(task, "election-late");
      thread.setDaemon(true);
      thread.start();
      return thread::interrupt;
    }
  }

  /** Ends the threads of our own, as soon as each of them is idle. */
  void dispose() {
    ending.dispose();
  }

  /** Waits briefly for those that were told to end. */
  void awaitEnd() {
    own.awaitEnd();
  }

  private static Scheduler oneAtATime(Executor executor) {
    return Schedulers.fromExecutor(new SerialTasks(executor)::run);
  }

  private static ThreadPoolExecutor workerThreads(ThreadFactory threads) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        ShortTasks.IDLE.toMillis(),
        TimeUnit.MILLISECONDS,
        new SynchronousQueue<>(),
        threads);
  }
}
