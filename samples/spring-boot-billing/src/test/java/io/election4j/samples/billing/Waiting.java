package io.election4j.samples.billing;

import java.time.Duration;

/** Waits for what can only be seen by looking. */
final class Waiting {

  private static final long LOOK_MILLIS = 10;

  private Waiting() {}

  /** A look, which may fail. */
  @FunctionalInterface
  interface Condition {

    boolean holds() throws InterruptedException;
  }

  static void until(String what, Duration limit, Condition condition) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("not within " + limit + ": " + what);
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
