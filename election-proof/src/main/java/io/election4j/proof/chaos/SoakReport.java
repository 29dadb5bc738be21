package io.election4j.proof.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was counted at the end of every minute, and whether it grows: the last third of the minutes
 * against the first, without the time that starting takes.
 *
 * <p>What comes and goes, as a driver's connections do, may have more of its peaks in one of them;
 * what leaks is never again as little as it was. So both must have grown: the median, and the
 * least.
 */
public final class SoakReport {

  private static final int WARM_UP = 2;
  private static final int PARTS = 3;
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
            (name, span) -> {
              if (span.first().grewTo(span.last(), A_FEW * unit(name))) {
                violations.add("%s grows: %s, then %s".formatted(name, span.first(), span.last()));
              }
            });
    return violations;
  }

  /** Returns the figures for a person, a line each. */
  public synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-36s %20s %20s %8s"
            .formatted("counted", "at first (least)", "at last (least)", "growth"));
    growth()
        .forEach(
            (name, span) ->
                lines.add(
                    "%-36s %20s %20s %7.1f%%"
                        .formatted(name, span.first(), span.last(), span.percent())));
    violations().forEach(violation -> lines.add("WRONG: " + violation));
    return lines;
  }

  /** Returns the first and the last minutes by the name of what was counted; empty for too few. */
  private Map<String, Span> growth() {
    Map<String, Span> growth = new TreeMap<>();
    int counted = minutes.size() - WARM_UP + 1;
    if (counted < 2) {
      return growth;
    }
    int compared = Math.max(1, counted / PARTS);
    List<Map<String, Double>> first = minutes.subList(WARM_UP - 1, WARM_UP - 1 + compared);
    List<Map<String, Double>> last = minutes.subList(minutes.size() - compared, minutes.size());
    for (String name : new TreeSet<>(last.get(0).keySet())) {
      growth.put(name, new Span(Part.of(first, name), Part.of(last, name)));
    }
    return growth;
  }

  private record Span(Part first, Part last) {

    double percent() {
      return first.median() == 0 ? 0 : (last.median() / first.median() - 1) * 100;
    }
  }

  private record Part(double median, double least) {

    static Part of(List<Map<String, Double>> minutes, String name) {
      double[] sorted =
          minutes.stream().mapToDouble(minute -> minute.getOrDefault(name, 0.0)).sorted().toArray();
      return new Part(sorted[sorted.length / 2], sorted[0]);
    }

    boolean grewTo(Part later, double few) {
      return grew(median, later.median, few) && grew(least, later.least, few);
    }

    private static boolean grew(double before, double after, double few) {
      return after > before * (1 + MOST_GROWTH) && after - before > few;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,.0f (%,.0f)", median, least);
    }
  }

  /** Bytes are not counted by the piece. */
  private static double unit(String name) {
    return name.contains("KiB") ? 0 : 1;
  }
}
