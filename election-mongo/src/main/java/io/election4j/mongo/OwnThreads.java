package io.election4j.mongo;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The threads that a store has beside those of the driver: daemons that end by themselves when
 * there is nothing to do for a while, and all with the store.
 */
final class OwnThreads implements AutoCloseable {

  private static final int IDLE_SECONDS = 10;

  /** Subscribers may run on them, who may take as long as they like. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor pushing;
  private boolean closed;

  OwnThreads() {
    pushing = new ScheduledThreadPoolExecutor(1, task -> add(task, "election-mongo-push"));
    pushing.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    pushing.allowCoreThreadTimeOut(true);
    pushing.setRemoveOnCancelPolicy(true);
  }

  /** Returns what calls subscribers: one thread, on which one who blocks delays only hints. */
  Scheduler pushing() {
    return Schedulers.fromExecutorService(pushing);
  }

  /**
   * Asks something that may block on a thread for that alone, which is interrupted at the end.
   * Returns the answer, or nothing if there is none, which there never is after the end.
   */
  <T> Mono<T> probe(Supplier<@Nullable T> question) {
    return Mono.fromFuture(
        () -> {
          CompletableFuture<T> answer = new CompletableFuture<>();
          start(answer, question);
          return answer;
        },
        true);
  }

  private synchronized <T> void start(CompletableFuture<T> answer, Supplier<@Nullable T> question) {
    if (closed) {
      answer.complete(null);
    } else {
      add(() -> complete(answer, question), "election-mongo-probe").start();
    }
  }

  private static <T> void complete(CompletableFuture<T> answer, Supplier<@Nullable T> question) {
    T found = null;
    try {
      found = question.get();
    } finally {
      answer.complete(found);
    }
  }

  private Thread add(Runnable task, String name) {
    threads.removeIf(former -> former.getState() == Thread.State.TERMINATED);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  /**
   * Interrupts them all, and waits for them where that is allowed, but for the calling one; an
   * interrupt does not cut that short.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    pushing.shutdownNow();
    threads.forEach(Thread::interrupt);
    if (!Schedulers.isInNonBlockingThread()) {
      awaitEnd();
    }
  }

  private void awaitEnd() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread != Thread.currentThread() && thread.isAlive() && end - System.nanoTime() > 0) {
        try {
          TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
