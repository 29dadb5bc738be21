package io.election4j.bench;

/**
 * One line of a table.
 *
 * @param subject whose it is: a library, or a raw statement
 * @param setting under what conditions, a number of elections for instance; may be empty
 * @param metric what was measured
 * @param unit of the values; empty for ratios and counts
 * @param value the median over all rounds, unless the metric says otherwise
 * @param low the lowest
 * @param high the highest
 * @param rounds how many there were
 */
public record Figure(
    String subject,
    String setting,
    String metric,
    String unit,
    double value,
    double low,
    double high,
    int rounds) {

  /** Returns the median of these rounds, with their extremes. */
  public static Figure of(
      String subject, String setting, String metric, String unit, Samples rounds) {
    return new Figure(
        subject,
        setting,
        metric,
        unit,
        rounds.median(),
        rounds.least(),
        rounds.most(),
        rounds.count());
  }

  /** Returns what was measured once. */
  public static Figure once(
      String subject, String setting, String metric, String unit, double value) {
    return new Figure(subject, setting, metric, unit, value, value, value, 1);
  }
}
