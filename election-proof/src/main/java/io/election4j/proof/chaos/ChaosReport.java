package io.election4j.proof.chaos;

import io.election4j.proof.chaos.Note.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came of all runs. Safe for use by several threads. */
public final class ChaosReport {

  private final long seed;
  private final Map<String, Integer> faults = new TreeMap<>();
  private final Map<String, String> skipped = new TreeMap<>();
  private final List<Duration> leaderless = new ArrayList<>();
  private final List<Duration> recoveries = new ArrayList<>();
  private final List<Long> wrong = new ArrayList<>();
  private final Map<Kind, Long> writes = new TreeMap<>();
  private String server = "";
  private int runs;
  private long overlaps;
  private long duplicateTerms;
  private long violations;
  private long failovers;

  ChaosReport(long seed) {
    this.seed = seed;
  }

  /** Returns how many things were wrong, in all runs; runs that could not be played count. */
  public synchronized long violations() {
    return violations;
  }

  /** Returns the seeds of the runs in which something was wrong. */
  public synchronized List<Long> wrongSeeds() {
    return List.copyOf(wrong);
  }

  /** Returns how many runs there were. */
  public synchronized int runs() {
    return runs;
  }

  /** Returns in how many runs something was written again after the last fault, in time. */
  public synchronized int recovered() {
    return recoveries.size();
  }

  synchronized void on(ChaosServer other) {
    server = other.description();
    skipped.putAll(other.skipped());
  }

  /** Adds a run; returns a line about it. */
  synchronized String add(RunResult verdict) {
    runs++;
    verdict.records().faults().forEach(name -> faults.merge(name, 1, Integer::sum));
    leaderless.addAll(verdict.leaderless());
    recoveries.addAll(verdict.recovery());
    for (Kind kind : List.of(Kind.ACCEPTED, Kind.REFUSED, Kind.UNKNOWN)) {
      writes.merge(kind, verdict.count(kind), Long::sum);
    }
    overlaps += verdict.overlaps();
    duplicateTerms += verdict.duplicateTerms();
    failovers += verdict.failovers();
    violations += verdict.violations().size();
    if (!verdict.violations().isEmpty()) {
      wrong.add(verdict.seed());
    }
    return line(verdict);
  }

  /** Adds a run that could not be played; returns a line about it. */
  synchronized String failed(long runSeed, Exception failure) {
    runs++;
    violations++;
    wrong.add(runSeed);
    return "run %d, seed %d: FAILED: %s".formatted(runs, runSeed, failure);
  }

  private String line(RunResult verdict) {
    Records records = verdict.records();
    String head =
        "run %d, seed %d: lease %d ms, %s; %d terms, longest without leader %d ms, %d writes"
            .formatted(
                runs,
                verdict.seed(),
                records.lease().toMillis(),
                String.join(" ", records.faults()),
                verdict.failovers() + 1,
                new Spread(verdict.leaderless()).millis(1),
                records.written().value());
    return verdict.violations().isEmpty()
        ? head + "; recovered after " + new Spread(verdict.recovery()).millis(1) + " ms"
        : head + "; WRONG: " + String.join("; ", verdict.violations());
  }

  /** Returns the figures for a person, a line each. */
  public synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("server          " + server);
    lines.add("runs            " + runs + ", recovered " + recoveries.size());
    lines.add("faults          " + total() + ": " + faults);
    skipped.forEach((name, reason) -> lines.add("skipped         " + name + ": " + reason));
    lines.add("overlaps        " + overlaps);
    lines.add("duplicate terms " + duplicateTerms);
    lines.add("violations      " + violations);
    lines.add("failovers       " + failovers);
    lines.add("guarded writes  " + writes());
    lines.add("leaderless      " + leaderless.size() + " times, " + new Spread(leaderless));
    lines.add("recovery        " + new Spread(recoveries));
    lines.add("seed            " + seed);
    return lines;
  }

  /** Returns the figures as one line of JSON. Times are in milliseconds. */
  public synchronized String json() {
    return "{\"server\":\"%s\",\"runs\":%d,\"faults\":{%s},\"skipped\":[%s],\"overlaps\":%d,"
            .formatted(server, runs, counts(), names(), overlaps)
        + "\"duplicateTerms\":%d,\"violations\":%d,\"failovers\":%d,"
            .formatted(duplicateTerms, violations, failovers)
        + "\"acceptedWrites\":%d,\"refusedWrites\":%d,\"unknownWrites\":%d,"
            .formatted(
                writes.getOrDefault(Kind.ACCEPTED, 0L),
                writes.getOrDefault(Kind.REFUSED, 0L),
                writes.getOrDefault(Kind.UNKNOWN, 0L))
        + "\"leaderlessMillis\":%s,\"recoveryMillis\":%s,\"recovered\":%d,\"seed\":%d}"
            .formatted(
                new Spread(leaderless).json(),
                new Spread(recoveries).json(),
                recoveries.size(),
                seed);
  }

  private int total() {
    return faults.values().stream().mapToInt(Integer::intValue).sum();
  }

  private String writes() {
    return "%d accepted, %d refused, %d unknown"
        .formatted(
            writes.getOrDefault(Kind.ACCEPTED, 0L),
            writes.getOrDefault(Kind.REFUSED, 0L),
            writes.getOrDefault(Kind.UNKNOWN, 0L));
  }

  private String counts() {
    return faults.entrySet().stream()
        .map(fault -> "\"" + fault.getKey() + "\":" + fault.getValue())
        .collect(Collectors.joining(","));
  }

  private String names() {
    return skipped.keySet().stream()
        .map(name -> "\"" + name + "\"")
        .collect(Collectors.joining(","));
  }
}
