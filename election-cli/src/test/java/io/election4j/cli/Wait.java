package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a bound. */
final class Wait {

  private Wait() {}

  /** Waits up to 60 s: on a busy machine a virtual machine takes many of them to start. */
  static void until(BooleanSupplier condition) {
    atMost(Duration.ofSeconds(60), condition);
  }

  /** Looks every few milliseconds. */
  static void atMost(Duration bound, BooleanSupplier condition) {
    long end = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("nanoseconds past %s", bound).isNegative();
      LockSupport.parkNanos(5_000_000);
    }
  }
}
