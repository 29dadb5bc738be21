package io.election4j.proof.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chance, drawn from a seed in the order of use. What is drawn for one purpose changes nothing of
 * what is drawn for another one, so that a run can be repeated with a part left out.
 */
public final class SeededRandom {

  private final SplittableRandom random;

  private SeededRandom(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Returns the random choices of a run for one purpose. */
  public static SeededRandom of(long seed, long purpose) {
    return new SeededRandom(seed * 0x9E3779B97F4A7C15L + purpose * 0xD1B54A32D192ED03L);
  }

  /** Returns true as often as that. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Returns a number from 0 on and below {@code bound}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Returns a number from {@code least} on and below {@code most}. */
  public long between(long least, long most) {
    return least >= most ? least : random.nextLong(least, most);
  }

  /** Returns a number from {@code least} on and below {@code most}. */
  public double between(double least, double most) {
    return random.nextDouble(least, most);
  }

  /** Returns one of these, each as likely as the others. */
  public <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** As {@link #skewed(long)}, in nanoseconds. */
  public long skewed(Duration most) {
    return skewed(most.toNanos());
  }

  /** Returns a span that is short as a rule and up to {@code most} now and then. */
  public long skewed(long most) {
    double d = random.nextDouble();
    return (long) (most * d * d * d);
  }

  /** Returns any number. */
  public long bits() {
    return random.nextLong();
  }
}
