package io.election4j.servers;

import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;

/** How long it takes until a majority knows what the primary has written. */
final class FakeLag {

  private static final long USUAL_NANOS = 300_000;
  private static final long LONG_NANOS = Duration.ofMillis(8).toNanos();
  private static final int OF_WHICH_LONG = 16;

  private FakeLag() {}

  /** Returns one that is mostly shorter than a round trip, and now and then much longer. */
  static LongSupplier usual() {
    Random random = new Random(42);
    return () -> random.nextInt(OF_WHICH_LONG) == 0 ? LONG_NANOS : USUAL_NANOS;
  }

  static LongSupplier of(Duration lag) {
    long nanos = lag.toNanos();
    return () -> nanos;
  }
}
