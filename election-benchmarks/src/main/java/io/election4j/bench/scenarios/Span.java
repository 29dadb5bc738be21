package io.election4j.bench.scenarios;

import io.election4j.bench.Counters;
import io.election4j.bench.Figure;
import io.election4j.bench.Samples;
import io.election4j.bench.contest.ContestantJvm;
import io.election4j.bench.contest.Library;
import io.election4j.bench.contest.Usage;
import io.election4j.bench.contest.Venue;
import io.election4j.demo.harness.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one process costs while nothing happens, over some rounds. */
final class Span {

  static final String LEADER = "leader: ";
  static final String FOLLOWER = "idle follower: ";
  static final String PER_SECOND = " per second";
  static final String WRITES = "writes per second";
  static final String ROWS = "rows changed per second";
  static final String FSYNCS = "log fsyncs per second";
  static final String CPU = "CPU ms per second";
  static final String THREADS = "threads";
  static final String OWN_THREADS = "threads of our own";
  static final String HEAP = "heap in use, MiB";
  static final Map<String, Double> NOTHING = Map.of();

  private static final String[] MONGO_WRITES = {"insert", "update", "delete", "findAndModify"};

  private final Fleet fleet;
  private final Venue venue;
  private final String role;
  private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

  Span(Fleet fleet, Venue venue, String role) {
    this.fleet = fleet;
    this.venue = venue;
    this.role = role;
  }

  /** Returns what everything that is sent is called, for one library's contestants. */
  static String asked(Library library) {
    return library.asks() + PER_SECOND;
  }

  /** Measures a round, and takes off what was there before this process. */
  void measure(ContestantJvm process, Map<String, Double> before) {
    Usage firstUsage = process.usage();
    Counters first = venue.counters();
    Waiting.pass(fleet.stage().span());
    Counters counters = venue.counters().since(first);
    Usage usage = process.usage();
    Map<String, Double> round = new LinkedHashMap<>();
    if (counters.counts().isEmpty()) {
      sent(new Counters(counters.nanos(), usage.commandsSince(firstUsage)), round);
    } else {
      put(round, counters, Venue.ASKED, asked(fleet.library()));
      put(round, counters, Venue.WRITES, WRITES);
      put(round, counters, Venue.ROWS, ROWS);
      put(round, counters, Venue.FSYNCS, FSYNCS);
      round.replaceAll((metric, value) -> value - before.getOrDefault(metric, 0.0));
    }
    round.put(CPU, (usage.cpuNanos() - firstUsage.cpuNanos()) / 1e6 / (counters.nanos() / 1e9));
    round.put(THREADS, (double) usage.threads());
    if (fleet.library().ours()) {
      round.put(OWN_THREADS, (double) usage.ownThreads());
    }
    round.replaceAll((metric, value) -> Math.round(value * 1000) / 1000.0);
    round.forEach(this::add);
  }

  private static void put(
      Map<String, Double> round, Counters counters, String name, String metric) {
    if (counters.counts().containsKey(name)) {
      round.put(metric, counters.perSecond(name));
    }
  }

  /** What the process itself has counted. */
  private void sent(Counters commands, Map<String, Double> round) {
    round.put(
        asked(fleet.library()),
        commands.perSecond(commands.counts().keySet().toArray(String[]::new)));
    round.put(WRITES, commands.perSecond(MONGO_WRITES));
    new TreeMap<>(commands.counts())
        .forEach(
            (name, count) -> {
              if (count > 0) {
                round.put(name + PER_SECOND, commands.perSecond(name));
              }
            });
  }

  /** Returns the medians so far. */
  Map<String, Double> medians() {
    Map<String, Double> medians = new LinkedHashMap<>();
    rounds.forEach((metric, values) -> medians.put(metric, Samples.of(values).median()));
    return medians;
  }

  /** Measures the heap. */
  void heap(ContestantJvm process) {
    add(HEAP, process.retainedHeap() / 1024.0 / 1024.0);
  }

  private void add(String metric, double value) {
    rounds.computeIfAbsent(metric, m -> new ArrayList<>()).add(value);
  }

  /** Writes everything down. */
  void report() {
    rounds.forEach(
        (metric, values) ->
            fleet
                .stage()
                .add(
                    Figure.of(
                        fleet.library().title(),
                        Integer.toString(fleet.number()),
                        role + metric,
                        "",
                        Samples.of(values))));
  }
}
