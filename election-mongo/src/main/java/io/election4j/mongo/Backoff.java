package io.election4j.mongo;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: 100 ms, doubling to 5 s, less up to a half by chance.
 * Not thread-safe.
 */
final class Backoff {

  private static final long FIRST_MILLIS = 100;
  private static final long MAX_MILLIS = 5000;

  private long millis = FIRST_MILLIS;

  void reset() {
    millis = FIRST_MILLIS;
  }

  Duration next() {
    long wait = millis - ThreadLocalRandom.current().nextLong(millis / 2);
    millis = Math.min(2 * millis, MAX_MILLIS);
    return Duration.ofMillis(wait);
  }
}
