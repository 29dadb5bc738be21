package io.election4j.proof.chaos;

import io.election4j.demo.commands.JsonLine;
import io.election4j.demo.harness.Note.Kind;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of all runs. Safe for use by several threads. */
public final class ChaosReport {

  private final long seed;
  private final PrintWriter progress;
  private final Map<String, Integer> faults = new TreeMap<>();
  private final Map<String, String> skipped = new TreeMap<>();
  private final List<Duration> leaderless = new ArrayList<>();
  private final List<Duration> recoveries = new ArrayList<>();
  private final List<Long> wrong = new ArrayList<>();
  private final Map<Kind, Long> writes = new TreeMap<>();
  private final Map<String, Integer> candidates = new TreeMap<>();
  private String server = "";
  private int runs;
  private long overlaps;
  private long duplicateTerms;
  private long violations;
  private long failovers;
  private long failoversAcross;

  /**
   * Begins one without runs.
   *
   * @param progress gets a line about every run
   */
  ChaosReport(long seed, PrintWriter progress) {
    this.seed = seed;
    this.progress = progress;
  }

  synchronized void tell(String line) {
    progress.println(line);
    progress.flush();
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

  /** Adds a run. */
  synchronized void add(RunResult verdict) {
    runs++;
    verdict.records().faults().forEach(name -> faults.merge(name, 1, Integer::sum));
    verdict.schemes().values().forEach(scheme -> candidates.merge(scheme, 1, Integer::sum));
    leaderless.addAll(verdict.leaderless());
    recoveries.addAll(verdict.recovery());
    for (Kind kind : List.of(Kind.ACCEPTED, Kind.REFUSED, Kind.UNKNOWN)) {
      writes.merge(kind, verdict.count(kind), Long::sum);
    }
    overlaps += verdict.audit().overlaps();
    duplicateTerms += verdict.audit().duplicateTerms();
    failovers += verdict.failovers();
    failoversAcross += verdict.failoversAcross();
    violations += verdict.violations().size();
    if (!verdict.violations().isEmpty()) {
      wrong.add(verdict.seed());
    }
    tell(line(verdict));
  }

  /** Adds a run that could not be played. */
  synchronized void failed(long runSeed, Exception failure) {
    runs++;
    violations++;
    wrong.add(runSeed);
    tell("run %d, seed %d: FAILED: %s".formatted(runs, runSeed, failure));
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
    lines.add("candidates      " + candidates);
    String across =
        candidates.size() > 1 ? ", " + failoversAcross + " from one way to another" : "";
    lines.add("failovers       " + failovers + across);
    lines.add("guarded writes  " + writes());
    lines.add("leaderless      " + leaderless.size() + " times, " + new Spread(leaderless));
    lines.add("recovery        " + new Spread(recoveries));
    lines.add("seed            " + seed);
    return lines;
  }

  /** Returns the figures as one line of JSON. Times are in milliseconds. */
  public synchronized String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("server", server);
    all.put("runs", runs);
    all.put("faults", faults);
    all.put("skipped", skipped.keySet());
    all.put("overlaps", overlaps);
    all.put("duplicateTerms", duplicateTerms);
    all.put("violations", violations);
    all.put("candidates", candidates);
    all.put("failovers", failovers);
    all.put("failoversAcross", failoversAcross);
    all.put("acceptedWrites", writes.getOrDefault(Kind.ACCEPTED, 0L));
    all.put("refusedWrites", writes.getOrDefault(Kind.REFUSED, 0L));
    all.put("unknownWrites", writes.getOrDefault(Kind.UNKNOWN, 0L));
    all.put("leaderlessMillis", new Spread(leaderless).figures());
    all.put("recoveryMillis", new Spread(recoveries).figures());
    all.put("recovered", recoveries.size());
    all.put("seed", seed);
    return JsonLine.of(all);
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
}
