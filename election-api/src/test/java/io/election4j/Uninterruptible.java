package io.election4j;

import java.util.concurrent.CountDownLatch;

/** Code that does not react to interrupts. */
final class Uninterruptible {

  private Uninterruptible() {}

  static void await(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException again) {
        // Ignored on purpose.
      }
    }
  }
}
