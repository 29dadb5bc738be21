package io.election4j.proof.chaos.databases;

import io.election4j.proof.chaos.ChaosFault;
import io.election4j.proof.chaos.Scene;
import io.election4j.servers.AdjustableClock;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Steps a server's wall clock by minutes to years, forward or back, once or forth and back. */
final class ClockFault {

  static final String NAME = "clock-step";

  private static final long[] STEPS_SECONDS = {60, 3_600, 86_400, 31_536_000, 94_608_000};
  private static final long TOLERANCE_SECONDS = 10;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final AdjustableClock clock;
  private final LongSupplier reading;
  private long wrongSeconds;

  /**
   * Prepares.
   *
   * @param clock of the server
   * @param reading asks the server for the time, in seconds
   */
  ClockFault(AdjustableClock clock, LongSupplier reading) {
    this.clock = clock;
    this.reading = reading;
  }

  ChaosFault fault() {
    return new ChaosFault(NAME, 0.1, 1, this::begin);
  }

  private AutoCloseable begin(Scene scene) throws IOException, InterruptedException {
    long before = reading.getAsLong() - wrongSeconds;
    set(other(scene.random()));
    if (!reads(before + wrongSeconds)) {
      throw new IOException("the server's clock did not step to " + wrongSeconds + " s off");
    }
    boolean back = scene.random().nextBoolean();
    return () -> {
      if (back) {
        set(0);
      }
    };
  }

  private long other(Random random) {
    long step = STEPS_SECONDS[random.nextInt(STEPS_SECONDS.length)];
    long target = random.nextBoolean() ? step : -step;
    return target == wrongSeconds ? 0 : target;
  }

  private void set(long seconds) {
    wrongSeconds = seconds;
    clock.wrongBy(seconds);
  }

  /** The server may look at its clock's file only now and then. */
  private boolean reads(long expected) throws InterruptedException {
    long begin = System.nanoTime();
    while (Math.abs(reading.getAsLong() - expected) > TOLERANCE_SECONDS) {
      if (System.nanoTime() - begin > LIMIT_NANOS) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return true;
  }
}
