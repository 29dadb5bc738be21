package io.election4j.demo.harness;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what other threads and processes bring about. Whoever is interrupted meanwhile gets an
 * {@link IllegalStateException}, and stays interrupted.
 */
public final class Waiting {

  private static final long STEP_NANOS = 2_000_000;

  private Waiting() {}

  /** Lets time pass. */
  public static void pass(Duration span) {
    sleep(span.toNanos());
  }

  /** Waits until something is so; returns whether it was in time. */
  public static boolean until(Duration patience, BooleanSupplier condition) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > patience.toNanos()) {
        return false;
      }
      sleep(STEP_NANOS);
    }
    return true;
  }

  /**
   * Waits until something is so.
   *
   * @param what for the exception
   * @param hopeless says why it can never be; empty if it still can
   * @throws IllegalStateException if it is not in time, or never can be
   */
  public static void until(
      String what, Duration patience, Supplier<String> hopeless, BooleanSupplier condition) {
    until(patience, () -> condition.getAsBoolean() || !hopeless.get().isEmpty());
    if (!condition.getAsBoolean()) {
      throw new IllegalStateException("waited in vain until " + what + ": " + hopeless.get());
    }
  }

  /** Waits in the same way for something that nothing stands against. */
  public static void until(String what, Duration patience, BooleanSupplier condition) {
    until(what, patience, () -> "", condition);
  }

  private static void sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
