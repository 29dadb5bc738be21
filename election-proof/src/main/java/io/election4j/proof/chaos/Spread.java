package io.election4j.proof.chaos;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** Returns them for programs, in milliseconds. */
  Map<String, Long> figures() {
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("p50", millis(0.5));
    figures.put("p99", millis(0.99));
    figures.put("max", millis(1));
    return figures;
  }

  @Override
  public String toString() {
    return "p50 %d ms, p99 %d ms, max %d ms".formatted(millis(0.5), millis(0.99), millis(1));
  }
}
