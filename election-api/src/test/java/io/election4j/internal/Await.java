package io.election4j.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do, with a bound. */
public final class Await {

  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private Await() {}

  public static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("what was waited for did not come true");
      }
      LockSupport.parkNanos(200_000);
    }
  }

  /** Waits until nothing is left in there, and says otherwise what is. */
  public static void none(Collection<?> left) {
    try {
      until(left::isEmpty);
    } catch (AssertionError late) {
      throw new AssertionError("never ended: " + left, late);
    }
  }

  public static void on(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError("what was waited for did not happen");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Blocks the calling thread until it is interrupted. */
  public static void interrupt() throws InterruptedException {
    new CountDownLatch(1).await();
  }
}
