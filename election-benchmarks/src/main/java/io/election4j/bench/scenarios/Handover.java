package io.election4j.bench.scenarios;

import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Plot;
import io.election4j.bench.Samples;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.Library;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.curator.test.TestingServer;

/** How long nobody leads when a leader leaves in peace. */
final class Handover implements Scenario {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final String RAW_WRITE = "raw conditional write (w)";
  private static final String RAW_READ = "raw read (r)";

  @Override
  public String name() {
    return "handover";
  }

  @Override
  public String about() {
    return "Two contestants in one JVM; the leader leaves the election, and the time is taken until"
        + " the other one knows that it leads, by one monotonic clock. The libraries and one raw"
        + " conditional write (w) and one raw read (r) on the same server take turns. election4j"
        + " polls every 250 ms on MySQL, and is pushed changes on MongoDB; the others have their"
        + " defaults, and Curator has its own TestingServer (no disk flush is waited for).";
  }

  @Override
  public void run(Stage stage) throws Exception {
    try (TestingServer zooKeeper = new TestingServer()) {
      Map<Library, Duel> duels = new EnumMap<>(Library.class);
      String url = stage.server().url();
      duels.put(Library.ELECTION4J, new Duel(Library.ELECTION4J, url, POLL));
      if (stage.server().sql()) {
        duels.put(Library.SPRING, new Duel(Library.SPRING, url, Duration.ZERO));
      }
      duels.put(
          Library.CURATOR, new Duel(Library.CURATOR, zooKeeper.getConnectString(), Duration.ZERO));
      try {
        measure(stage, duels);
      } finally {
        duels.values().forEach(Duel::close);
      }
    }
  }

  private static void measure(Stage stage, Map<Library, Duel> duels) {
    int rounds = stage.quickOr(30, 500);
    double[] writes = new double[rounds];
    double[] reads = new double[rounds];
    Map<Library, double[]> times = new EnumMap<>(Library.class);
    duels.forEach((library, duel) -> times.put(library, new double[rounds]));
    duels.values().forEach(Duel::handOver);
    for (int round = 0; round < rounds; round++) {
      writes[round] = stage.server().raw().write() / 1e6;
      reads[round] = stage.server().raw().read() / 1e6;
      for (Map.Entry<Library, Duel> each : duels.entrySet()) {
        times.getOrDefault(each.getKey(), writes)[round] = each.getValue().handOver() / 1e6;
      }
    }
    Samples write = Samples.of(writes);
    report(stage, RAW_WRITE, write);
    report(stage, RAW_READ, Samples.of(reads));
    List<Plot.Line> lines = new ArrayList<>();
    times.forEach(
        (library, values) -> {
          Samples samples = Samples.of(values);
          report(stage, library.title(), samples);
          lines.add(Plot.distribution(library.title(), samples));
        });
    String file = "handover";
    stage.add(Plot.percentiles(file, "Graceful handover", "ms", lines));
    goals(stage, write, Samples.of(times.getOrDefault(Library.ELECTION4J, writes)));
  }

  private static void report(Stage stage, String subject, Samples samples) {
    stage.add(Figure.of(subject, "", "p50", "ms", samples));
    int count = samples.count();
    double p99 = samples.quantile(0.99);
    stage.add(new Figure(subject, "", "p99", "ms", p99, p99, samples.most(), count));
  }

  private static void goals(Stage stage, Samples write, Samples ours) {
    double w = write.median();
    if (stage.server().sql()) {
      double bound = POLL.toMillis() / 2.0 + 4 * w;
      String text = "graceful handover, p50, at most poll / 2 + 4 w";
      stage.add(Goal.atMost("P1", text, "ms", ours.median(), bound));
    } else {
      String text = "graceful handover, p50, at most 4 w";
      stage.add(Goal.atMost("P1", text, "ms", ours.median(), 4 * w));
      String tail = "graceful handover, p99, at most 10 w";
      stage.add(Goal.atMost("P1", tail, "ms", ours.quantile(0.99), 10 * w));
    }
  }
}
