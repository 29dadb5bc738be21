package io.election4j;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Who runs what: one thread for the engine, which runs nothing else, so that no user code can delay
 * a renewal; some for callbacks; as many as there are blocking workers for those. All are daemons,
 * and made when first needed.
 *
 * @param engine runs the engine and its timers
 * @param callbacks delivers events and subscribes to work
 * @param workers runs blocking workers
 * @param owned what {@link #dispose()} disposes of; the other threads end by themselves when idle
 */
record Threads(Scheduler engine, Scheduler callbacks, ExecutorService workers, Disposable owned) {

  private static final int MOST_CALLBACKS = 32;
  private static final long IDLE_SECONDS = 30;

  /** Returns threads, with the user's schedulers where there are any. */
  static Threads of(@Nullable Scheduler engine, @Nullable Scheduler callbacks) {
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            named("election-worker"));
    Scheduler ours = engine != null ? engine : Schedulers.newSingle("election-engine", true);
    return new Threads(
        ours,
        callbacks != null ? callbacks : Schedulers.fromExecutorService(callbackThreads()),
        workers,
        engine != null ? Disposables.disposed() : ours);
  }

  void dispose() {
    owned.dispose();
  }

  private static ThreadPoolExecutor callbackThreads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MOST_CALLBACKS,
            MOST_CALLBACKS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named("election-callback"));
    threads.allowCoreThreadTimeOut(true);
    return threads;
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
