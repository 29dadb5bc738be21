package io.election4j.bench.contest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads and processes bring about. */
public final class Waiting {

  private static final long STEP_NANOS = 2_000_000;

  private Waiting() {}

  /**
   * Waits until something is so.
   *
   * @param what for the exception
   * @param hopeless says why it can never be; empty if it still can
   * @throws IllegalStateException if it is not in time, or never can be
   */
  public static void until(
      String what, Duration patience, Supplier<String> hopeless, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      String reason = hopeless.get();
      if (!reason.isEmpty() || System.nanoTime() - end > 0) {
        throw new IllegalStateException("waited in vain until " + what + ": " + reason);
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  /**
   * Waits until something is so that nothing stands against.
   *
   * @param what for the exception
   * @throws IllegalStateException if it is not in time
   */
  public static void until(String what, Duration patience, BooleanSupplier condition) {
    until(what, patience, () -> "", condition);
  }

  /** Lets time pass, in which others are measured. */
  public static void pass(Duration span) {
    long end = System.nanoTime() + span.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
