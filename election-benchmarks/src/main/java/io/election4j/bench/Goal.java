package io.election4j.bench;

/**
 * What we want of a figure.
 *
 * @param id as in P1 to P12; empty if it has none
 * @param text what is wanted, with its conditions
 * @param unit of both values; empty for ratios and counts
 * @param measured the figure
 * @param bound what it is compared with
 * @param atLeast whether the bound is the lowest that will do; else it is the highest
 * @param reason why it is missed, if it is and that is known; else empty
 */
public record Goal(
    String id,
    String text,
    String unit,
    double measured,
    double bound,
    boolean atLeast,
    String reason) {

  /** Returns a goal that a figure must not exceed. */
  public static Goal atMost(String id, String text, String unit, double measured, double bound) {
    return new Goal(id, text, unit, measured, bound, false, "");
  }

  /** Returns a goal that a figure must reach. */
  public static Goal atLeast(String id, String text, String unit, double measured, double bound) {
    return new Goal(id, text, unit, measured, bound, true, "");
  }

  /**
   * Returns the same goal with a reason, made from what was measured, why it is missed if it is.
   */
  public Goal because(String why) {
    return new Goal(id, text, unit, measured, bound, atLeast, why);
  }

  /** Returns whether it is reached. */
  public boolean reached() {
    return atLeast ? measured >= bound : measured <= bound;
  }
}
