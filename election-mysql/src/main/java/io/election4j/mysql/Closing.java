package io.election4j.mysql;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Waits for the end of what is closed. */
final class Closing {

  /** More than all bounds together, in case that a driver loses a signal. */
  private static final long MOST_SECONDS = 10;

  /** It has nothing left to do. */
  private static final long THREAD_MILLIS = 1000;

  private Closing() {}

  /**
   * Starts to close, and waits where that is allowed. An interrupt does not cut short what is
   * bounded anyway; the interrupt status is kept.
   *
   * @param closing is bounded, never fails and emits the thread that ends with it, if any
   */
  static void await(Mono<Thread> closing) {
    CountDownLatch done = new CountDownLatch(1);
    AtomicReference<@Nullable Thread> ending = new AtomicReference<>();
    closing.doFinally(end -> done.countDown()).subscribe(ending::set);
    if (Schedulers.isInNonBlockingThread() || OwnTimer.isCurrent()) {
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        boolean closed = done.await(MOST_SECONDS, TimeUnit.SECONDS);
        Thread thread = ending.get();
        if (closed && thread != null && thread != Thread.currentThread()) {
          thread.join(THREAD_MILLIS);
        }
        break;
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
