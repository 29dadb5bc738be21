package io.election4j.proof.simulation;

import io.election4j.demo.commands.JsonLine;
import io.election4j.proof.oracle.Tally;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What many runs came to, for people and for programs. */
record SimulationReport(
    long first,
    long seeds,
    int threads,
    long nanos,
    long cpuNanos,
    Figures figures,
    Map<Long, String> violations) {

  private double simulatedSeconds() {
    return figures.simulatedNanos() / 1e9;
  }

  /** Simulated seconds per second on the clock. */
  private double speed() {
    return simulatedSeconds() / (nanos / 1e9);
  }

  /** The same on one processor that does nothing else. */
  private double speedPerCore() {
    return simulatedSeconds() / (cpuNanos / 1e9);
  }

  String json() {
    Tally seen = figures.seen();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("seeds", seeds);
    all.put("firstSeed", first);
    all.put("simulatedSeconds", Math.round(simulatedSeconds()));
    all.put("seconds", Math.round(nanos / 1e8) / 10.0);
    all.put("threads", threads);
    all.put("speed", Math.round(speed()));
    all.put("speedPerCore", Math.round(speedPerCore()));
    all.put("steps", seen.steps());
    all.put("elected", seen.elected());
    all.put("leadershipsLost", seen.lost());
    all.put("fences", seen.fences());
    all.put("faults", figures.reach().byName());
    all.put("violations", violations.size());
    if (!violations.isEmpty()) {
      all.put("firstFailingSeed", firstFailing());
    }
    return JsonLine.of(all);
  }

  private long firstFailing() {
    return violations.keySet().iterator().next();
  }

  String text(boolean verbose) {
    Tally seen = figures.seen();
    String text =
        String.format(
            Locale.ROOT,
            """
            seeds              %,d, from %d on
            simulated          %,.0f s (%.2f years) in %,.1f s
            speed              %,.0f x real time on %d threads, %,.0f x per core
            steps              %,d
            elections won      %,d
            leaderships lost   %,d
            leases fenced      %,d
            claims of ghosts   %,d
            """,
            seeds,
            first,
            simulatedSeconds(),
            simulatedSeconds() / (365.25 * 24 * 3600),
            nanos / 1e9,
            speed(),
            threads,
            speedPerCore(),
            seen.steps(),
            seen.elected(),
            seen.lost(),
            seen.fences(),
            seen.ghosts());
    return text + faults() + (verbose ? figures.reach().table() + "\n" : "") + violated();
  }

  private String faults() {
    return figures.reach().byName().entrySet().stream()
        .map(fault -> String.format(Locale.ROOT, "  %-18s %,d%n", fault.getKey(), fault.getValue()))
        .collect(Collectors.joining("", "faults\n", ""));
  }

  private String violated() {
    String first = violations.isEmpty() ? "" : ", first by seed " + firstFailing();
    return String.format(Locale.ROOT, "violations         %,d%s", violations.size(), first);
  }
}
