package io.election4j.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was counted until one point in time, by name.
 *
 * @param nanos when, on {@link System#nanoTime()}'s clock
 * @param counts by name
 */
public record Counters(long nanos, Map<String, Long> counts) {

  public Counters {
    counts = Map.copyOf(counts);
  }

  /** Returns what was added since then. */
  public Counters since(Counters earlier) {
    Map<String, Long> added = new TreeMap<>();
    counts.forEach((name, count) -> added.put(name, count - earlier.of(name)));
    return new Counters(nanos - earlier.nanos, added);
  }

  /** Returns one of them; 0 if nothing of that name was counted. */
  public long of(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** Returns the sum of several. */
  public long sum(String... names) {
    return Stream.of(names).mapToLong(this::of).sum();
  }

  /** Returns the sum of several, per second; of what {@link #since} returned. */
  public double perSecond(String... names) {
    return sum(names) * 1e9 / nanos;
  }
}
