package io.election4j.testkit.shell;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** All chance of one run, drawn from its seed in the order of use. Spans are in nanoseconds. */
final class Chance {

  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  boolean of(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  double between(double least, double most) {
    return random.nextDouble(least, most);
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** Returns a span that is short as a rule, and up to {@code most} now and then. */
  long upTo(Duration most) {
    double d = random.nextDouble();
    return (long) (most.toNanos() * d * d * d);
  }
}
