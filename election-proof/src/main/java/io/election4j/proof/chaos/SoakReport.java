package io.election4j.proof.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was counted at the end of every minute, and whether it grows: the median of the last minutes
 * against that of the first ones after two minutes.
 */
public final class SoakReport {

  private static final int WARM_UP = 2;
  private static final int MOST_COMPARED = 3;
  private static final double MOST_GROWTH = 0.05;

  /** Of what is counted by the piece: one more of a few is no growth. */
  private static final double A_FEW = 2;

  private final List<Map<String, Double>> minutes = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  SoakReport() {}

  /** Adds what was counted at the end of a minute. */
  synchronized void minute(Map<String, Double> counted) {
    minutes.add(Map.copyOf(counted));
  }

  synchronized void wrong(String what) {
    wrong.add(what);
  }

  /** Returns what is wrong, a line each: what grows, and what else was noticed. */
  public synchronized List<String> violations() {
    List<String> violations = new ArrayList<>(wrong);
    growth()
        .forEach(
            (name, pair) -> {
              if (pair[1] > pair[0] * (1 + MOST_GROWTH) && pair[1] - pair[0] > A_FEW * unit(name)) {
                violations.add(
                    "%s grows: %s, then %s".formatted(name, shown(pair[0]), shown(pair[1])));
              }
            });
    return violations;
  }

  /** Returns the figures for a person, a line each. */
  public synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%-36s %12s %12s %8s".formatted("counted", "at first", "at last", "growth"));
    growth()
        .forEach(
            (name, pair) ->
                lines.add(
                    "%-36s %12s %12s %7.1f%%"
                        .formatted(
                            name,
                            shown(pair[0]),
                            shown(pair[1]),
                            pair[0] == 0 ? 0 : (pair[1] / pair[0] - 1) * 100)));
    violations().forEach(violation -> lines.add("WRONG: " + violation));
    return lines;
  }

  /** Returns a first and a last figure, by the name of what was counted; empty for too short. */
  private Map<String, double[]> growth() {
    Map<String, double[]> growth = new TreeMap<>();
    int counted = minutes.size() - WARM_UP + 1;
    if (counted < 2) {
      return growth;
    }
    int compared = Math.min(MOST_COMPARED, counted / 2);
    List<Map<String, Double>> first = minutes.subList(WARM_UP - 1, WARM_UP - 1 + compared);
    List<Map<String, Double>> last = minutes.subList(minutes.size() - compared, minutes.size());
    for (String name : new TreeSet<>(last.get(0).keySet())) {
      growth.put(name, new double[] {median(first, name), median(last, name)});
    }
    return growth;
  }

  private static double median(List<Map<String, Double>> minutes, String name) {
    double[] sorted =
        minutes.stream().mapToDouble(minute -> minute.getOrDefault(name, 0.0)).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Bytes are not counted by the piece. */
  private static double unit(String name) {
    return name.contains("KiB") ? 0 : 1;
  }

  private static String shown(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
