package io.election4j.engine.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All chance of one run, drawn from its seed in the order of use. */
final class Dice {

  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Returns a number from {@code least} on and below {@code most}. */
  long between(long least, long most) {
    return least >= most ? least : random.nextLong(least, most);
  }

  double between(double least, double most) {
    return random.nextDouble(least, most);
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** Returns a span that is short as a rule and up to {@code most} now and then. */
  long skewed(long most) {
    double d = random.nextDouble();
    return (long) (most * d * d * d);
  }

  long bits() {
    return random.nextLong();
  }
}
