package io.election4j.proof.simulation;

import io.election4j.proof.oracle.Tally;
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
    String faults =
        figures.reach().byName().entrySet().stream()
            .map(fault -> "\"" + fault.getKey() + "\":" + fault.getValue())
            .collect(Collectors.joining(","));
    Tally seen = figures.seen();
    return String.format(
        Locale.ROOT,
        "{\"seeds\":%d,\"firstSeed\":%d,\"simulatedSeconds\":%.0f,\"seconds\":%.1f,\"threads\":%d,"
            + "\"speed\":%.0f,\"speedPerCore\":%.0f,\"steps\":%d,\"elected\":%d,"
            + "\"leadershipsLost\":%d,\"fences\":%d,\"faults\":{%s},\"violations\":%d%s}",
        seeds,
        first,
        simulatedSeconds(),
        nanos / 1e9,
        threads,
        speed(),
        speedPerCore(),
        seen.steps(),
        seen.elected(),
        seen.lost(),
        seen.fences(),
        faults,
        violations.size(),
        violations.isEmpty() ? "" : ",\"firstFailingSeed\":" + firstFailing());
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
