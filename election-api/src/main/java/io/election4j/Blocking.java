package io.election4j;

import java.util.concurrent.CountDownLatch;
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
   * Waits for the end of a Mono that never fails. An interrupt does not cut the waiting short,
   * which is bounded by the Mono; the interrupt status is kept.
   *
   * @throws IllegalStateException on a Reactor thread, which must not be blocked
   */
  static void await(Mono<Void> done) {
    allowed("close()", "leave() or closeLater()");
    CountDownLatch latch = new CountDownLatch(1);
    done.doFinally(end -> latch.countDown()).subscribe(nothing -> {}, failure -> {});
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
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
