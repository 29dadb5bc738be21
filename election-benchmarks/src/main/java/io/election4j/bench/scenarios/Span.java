package io.election4j.bench.scenarios;

import io.election4j.bench.Counters;
import io.election4j.bench.Figure;
import io.election4j.bench.Samples;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.ContestantJvm;
import io.election4j.bench.contest.Library;
import io.election4j.bench.contest.Usage;
import io.election4j.bench.contest.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one process costs while nothing happens, over some rounds. */
final class Span {

  static final String LEADER = "leader: ";
  static final String FOLLOWER = "idle follower: ";
  static final String STATEMENTS = "statements per second";
  static final String WRITES = "durable writes per second";
  static final String FSYNCS = "log fsyncs per second";
  static final String CPU = "CPU ms per second";
  static final String THREADS = "threads";
  static final String OWN_THREADS = "threads of our own";
  static final String HEAP = "heap in use, MiB";
  static final Map<String, Double> NOTHING = Map.of();

  private static final String[] SQL_WRITES = {
    "Com_update", "Com_insert", "Com_delete", "Com_replace"
  };
  private static final Set<String> MONGO_WRITES =
      Set.of("insert", "update", "delete", "findAndModify");

  private final Stage stage;
  private final Library library;
  private final String number;
  private final String role;
  private final Map<String, List<Double>> rounds = new LinkedHashMap<>();
  private Map<String, Double> last = Map.of();

  Span(Stage stage, Library library, int number, String role) {
    this.stage = stage;
    this.library = library;
    this.number = Integer.toString(number);
    this.role = role;
  }

  /** Lets what happens at the start pass. */
  void settle(Duration span) {
    Waiting.pass(span);
  }

  /** Measures a round, and takes off what was there before this process. */
  void measure(ContestantJvm process, Map<String, Double> before) {
    Usage firstUsage = process.usage();
    Counters first = stage.server().raw().counters();
    Waiting.pass(stage.span());
    Counters counters = stage.server().raw().counters().since(first);
    Usage usage = process.usage();
    Map<String, Double> round = new LinkedHashMap<>();
    if (stage.server().sql()) {
      round.put(STATEMENTS, counters.perSecond("Questions"));
      round.put(WRITES, counters.perSecond(SQL_WRITES));
      round.put(FSYNCS, counters.perSecond("Innodb_os_log_fsyncs"));
      round.replaceAll((metric, value) -> value - before.getOrDefault(metric, 0.0));
    } else {
      double seconds = counters.nanos() / 1e9;
      round.put(STATEMENTS, commands(usage, firstUsage, false) / seconds);
      round.put(WRITES, commands(usage, firstUsage, true) / seconds);
    }
    round.put(CPU, (usage.cpuNanos() - firstUsage.cpuNanos()) / 1e6 / (counters.nanos() / 1e9));
    round.put(THREADS, (double) usage.threads());
    if (library == Library.ELECTION4J) {
      round.put(OWN_THREADS, (double) usage.ownThreads());
    }
    round.replaceAll((metric, value) -> Math.round(value * 1000) / 1000.0);
    last = round;
    round.forEach(this::add);
  }

  private static double commands(Usage usage, Usage first, boolean onlyWrites) {
    return usage.commands().entrySet().stream()
        .filter(each -> !onlyWrites || MONGO_WRITES.contains(each.getKey()))
        .mapToLong(each -> each.getValue() - first.commands().getOrDefault(each.getKey(), 0L))
        .sum();
  }

  /** Returns the last round. */
  Map<String, Double> last() {
    return last;
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
        (metric, values) -> {
          Samples samples = Samples.of(values.stream().mapToDouble(d -> d).toArray());
          stage.add(Figure.of(library.title(), number, role + metric, "", samples));
        });
  }
}
