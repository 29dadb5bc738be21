package io.election4j.cli.chaos;

import io.election4j.testkit.chaos.Fault;
import io.election4j.testkit.chaos.Scene;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Steps a server's wall clock, once or forth and back.
 *
 * @param clock of the server
 * @param seconds asks the server for the time, in seconds
 */
record ClockFault(ServerClock clock, LongSupplier seconds) {

  static final String NAME = "clock-step";
  private static final long TOLERANCE_SECONDS = 10;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  Fault fault() {
    return new Fault(NAME, 0.1, 1, this::begin);
  }

  private AutoCloseable begin(Scene scene) throws IOException, InterruptedException {
    long before = seconds.getAsLong();
    long step = clock.step(scene.random());
    if (!showsFrom(before + step)) {
      clock.set(0);
      throw new IOException("the server's clock did not step by " + step + " s");
    }
    boolean back = scene.random().nextBoolean();
    return () -> {
      if (back) {
        clock.set(0);
      }
    };
  }

  /** The server reads its clock's file now and then. */
  private boolean showsFrom(long expected) throws InterruptedException {
    long begin = System.nanoTime();
    while (Math.abs(seconds.getAsLong() - expected) > TOLERANCE_SECONDS) {
      if (System.nanoTime() - begin > LIMIT_NANOS) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return true;
  }
}
