package io.election4j.proof.chaos;

import java.time.Duration;
import java.util.List;

/**
 * How long something took.
 *
 * @param times sorted
 */
record Spread(List<Duration> times) {

  Spread {
    times = times.stream().sorted().toList();
  }

  /** Returns what the given part of all stayed within, in milliseconds; 0 if there are none. */
  long millis(double part) {
    if (times.isEmpty()) {
      return 0;
    }
    int index = (int) Math.ceil(part * times.size()) - 1;
    return times.get(Math.max(0, index)).toMillis();
  }

  String json() {
    return "{\"p50\":%d,\"p99\":%d,\"max\":%d}".formatted(millis(0.5), millis(0.99), millis(1));
  }

  @Override
  public String toString() {
    return "p50 %d ms, p99 %d ms, max %d ms".formatted(millis(0.5), millis(0.99), millis(1));
  }
}
