package io.election4j.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
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
 * @param cancels cancels that work, whatever holds up the callbacks
 * @param calls never the users'; answers those who block, perhaps a thread of the callbacks
 * @param workers run blocking work
 * @param inside which of them are in the middle of what
 * @param own those that are not the users', to be waited for
 * @param end lets these end as soon as they have nothing to do; what comes after it is still run
 */
public record Threads(
    Scheduler engine,
    Scheduler renewals,
    Scheduler store,
    Scheduler callbacks,
    Scheduler cancels,
    Scheduler calls,
    WorkerThreads workers,
    Inside inside,
    OwnThreads own,
    Disposable end) {

  private static final int MOST_CALLBACKS = 256;

  /** Renewals may be blocked, and other calls of the store; each kind blocks one thread at most. */
  private static final int MOST_CALLS = 2;

  /** Returns threads, with the user's where there are any. */
  public static Threads of(
      ElectionLog log,
      @Nullable Scheduler engine,
      @Nullable Scheduler callbacks,
      @Nullable Executor blocking) {
    OwnThreads own = new OwnThreads(log);
    Inside inside = new Inside();
    Scheduler single = Schedulers.newSingle(own.engine());
    ShortTasks tasks = new ShortTasks(MOST_CALLBACKS, MOST_CALLS, own.named("task"), single);
    Scheduler calls = Schedulers.fromExecutorService(tasks);
    ThreadPoolExecutor workers = workerThreads(own);
    Disposable end = Disposables.composite(tasks::end, () -> end(workers), single);
    Scheduler called = callbacks != null ? new StandIn(callbacks, calls) : calls;
    if (engine != null) {
      // Whoever lends a scheduler wants everything but blocking work to happen in its time.
      Scheduler time = new StandIn(engine, single);
      Scheduler lent = callbacks != null ? inside.scheduler(called) : calls;
      Executor runs =
          blocking != null ? task -> blocking.execute(() -> inside.callback(task)) : workers;
      WorkerThreads work = new WorkerThreads(Runnable::run, runs, runs, inside);
      return new Threads(time, time, time, lent, lent, calls, work, inside, own, end);
    }
    Scheduler renewals = oneAtATime(tasks.urgent());
    Scheduler store = oneAtATime(tasks.urgent());
    WorkerThreads work =
        blocking != null
            ? new WorkerThreads(workers, blocking, workers, inside)
            : new WorkerThreads(Runnable::run, workers, workers, inside);
    return new Threads(single, renewals, store, called, calls, calls, work, inside, own, end);
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

  private static Scheduler oneAtATime(Executor executor) {
    return Schedulers.fromExecutor(new SerialTasks(executor)::run);
  }

  private static ThreadPoolExecutor workerThreads(OwnThreads own) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        ShortTasks.IDLE.toMillis(),
        TimeUnit.MILLISECONDS,
        new SynchronousQueue<>(),
        own.named("worker"));
  }

  /** Those that rest end at once, and those to come when they have done what they were made for. */
  private static void end(ThreadPoolExecutor workers) {
    workers.setKeepAliveTime(0, TimeUnit.MILLISECONDS);
  }
}
