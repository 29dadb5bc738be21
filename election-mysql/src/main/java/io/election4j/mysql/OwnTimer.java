package io.election4j.mysql;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A timer on a thread of its own, which ends by itself when there is nothing to time for a while.
 */
final class OwnTimer {

  private final ScheduledThreadPoolExecutor executor;
  private final Scheduler scheduler;

  OwnTimer(String name) {
    executor = new ScheduledThreadPoolExecutor(1, task -> thread(task, name));
    executor.setKeepAliveTime(1, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setRemoveOnCancelPolicy(true);
    scheduler = Schedulers.fromExecutorService(executor);
  }

  /** Reactor's mark of threads that must not wait would not fit: this one waits for its tasks. */
  private static final class TimerThread extends Thread {
    TimerThread(Runnable task, String name) {
      super(task, name);
    }
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new TimerThread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Returns whether the calling thread is that of a timer, on which callers are told that something
   * is late: what they do there must not wait for the timer.
   */
  static boolean isCurrent() {
    return Thread.currentThread() instanceof TimerThread;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** Ends this, on its own thread, since others may have to wait for that; emits the thread. */
  Mono<Thread> close() {
    return Mono.create(
        sink ->
            scheduler.schedule(
                () -> {
                  executor.shutdownNow();
                  sink.success(Thread.currentThread());
                }));
  }
}
