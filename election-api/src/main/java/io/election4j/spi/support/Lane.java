package io.election4j.spi.support;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that take calls of one kind from one queue; in place of some that are stuck, others. */
final class Lane {

  /** How many calls wait at most. */
  static final int MOST_WAITING = 1000;

  /** How many stuck threads are replaced at most, where calls are no renewals. */
  static final int SPARE = 8;

  private final ThreadPoolExecutor executor;
  private final int threads;
  private final int spare;
  private int stuck;

  private Lane(int threads, int spare, ThreadFactory factory) {
    this.threads = threads;
    this.spare = spare;
    this.executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            factory);
  }

  static Lane ofCalls(int threads, ThreadFactory factory) {
    return new Lane(threads, SPARE, factory);
  }

  static Lane ofRenewals(ThreadFactory factory) {
    return new Lane(1, 1, factory);
  }

  /**
   * Queues a call.
   *
   * @throws java.util.concurrent.RejectedExecutionException if too many wait, or this has ended
   */
  void add(PendingCall<?> call) {
    executor.execute(call);
  }

  /** Takes a call out of the queue. */
  void remove(PendingCall<?> call) {
    executor.remove(call);
  }

  /** A thread does not come back from a call. */
  synchronized void stuck() {
    stuck++;
    resize();
  }

  /** A thread that was stuck has come back. */
  synchronized void back() {
    stuck--;
    resize();
  }

  private void resize() {
    int size = threads + Math.min(stuck, spare);
    if (size > executor.getMaximumPoolSize()) {
      executor.setMaximumPoolSize(size);
      executor.setCorePoolSize(size);
    } else {
      executor.setCorePoolSize(size);
      executor.setMaximumPoolSize(size);
    }
  }

  /** Says how it stands, to explain why a call was not begun in time. */
  synchronized String state() {
    int free = threads + spare - stuck;
    return stuck == 0
        ? "earlier calls took too long"
        : stuck + " threads are stuck in earlier calls" + (free > 0 ? "" : ", and no more are had");
  }

  /** Takes no more calls; those that wait are still begun if nobody takes them out. */
  void end() {
    executor.shutdown();
  }

  /** Waits until its threads have ended; returns whether they have. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return executor.awaitTermination(nanos, TimeUnit.NANOSECONDS);
  }

  /** Interrupts what runs. */
  void interrupt() {
    executor.shutdownNow();
  }
}
