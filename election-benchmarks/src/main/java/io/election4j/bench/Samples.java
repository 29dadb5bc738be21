package io.election4j.bench;

import java.util.Arrays;
import java.util.Collection;

/** Values of one quantity, in ascending order. Immutable. */
public final class Samples {

  private final double[] sorted;

  private Samples(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Returns these values.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Samples of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  /**
   * Returns these values.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Samples of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Returns how many there are. */
  public int count() {
    return sorted.length;
  }

  /** Returns the lowest. */
  public double least() {
    return sorted[0];
  }

  /** Returns the highest. */
  public double most() {
    return sorted[sorted.length - 1];
  }

  /** Returns the one in the middle, or the mean of the two that are. */
  public double median() {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** Returns the arithmetic mean. */
  public double mean() {
    return Arrays.stream(sorted).average().orElseThrow();
  }

  /**
   * Returns the lowest value that at least this share of all does not exceed.
   *
   * @param share above 0, at most 1
   */
  public double quantile(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share " + share + " is not above 0 and at most 1");
    }
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** Returns all of them. */
  public double[] values() {
    return sorted.clone();
  }
}
