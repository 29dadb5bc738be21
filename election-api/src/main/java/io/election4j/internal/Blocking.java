package io.election4j.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Waits, for the callers of the blocking methods. */
final class Blocking {

  private Blocking() {}

  /**
   * Refuses to go on where blocking is forbidden.
   *
   * @throws IllegalStateException on a Reactor thread
   */
  static void allowed(String method, String instead) {
    if (Schedulers.isInNonBlockingThread()) {
      throw new IllegalStateException(
          method
              + " blocks and must not be called on Reactor thread "
              + Thread.currentThread().getName()
              + "; subscribe to "
              + instead
              + " instead");
    }
  }

  /**
   * Waits for the end of a Mono that never fails, but no longer than this. An interrupt does not
   * cut the waiting short unless it tells the work that the caller is in to stop; the interrupt
   * status is kept.
   *
   * @throws IllegalStateException on a Reactor thread, which must not be blocked
   */
  static void await(Mono<Void> done, Duration patience) {
    allowed("close()", "leave() or closeLater()");
    CountDownLatch latch = new CountDownLatch(1);
    Disposable waiting =
        done.doFinally(end -> latch.countDown()).subscribe(nothing -> {}, failure -> {});
    long end = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    while (!(interrupted && Interruptible.asked())) {
      try {
        latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        break;
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    waiting.dispose();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
