package io.election4j.bench.scenarios;

import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Parts;
import io.election4j.bench.Plot;
import io.election4j.bench.Samples;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.Library;
import io.election4j.demo.harness.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** How long nobody leads when a leader leaves in peace. */
final class Handover implements Scenario {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final String RAW_WRITE = "raw conditional write (w)";
  private static final String RAW_READ = "raw read (r)";
  private static final int SETTLING_MILLIS = 350;
  private static final int SPREAD_MILLIS = 400;

  @Override
  public String name() {
    return "handover";
  }

  @Override
  public String about() {
    return "Two contestants in one JVM; the leader leaves the election, and the time is taken until"
        + " the other one knows that it leads, by one monotonic clock. The libraries and one raw"
        + " conditional write (w) and one raw read (r) on the same server take turns; those whose"
        + " handover takes long by design have fewer. election4j polls every 250 ms, and on"
        + " MySQL hears the doorbell, with both its stores; on MongoDB and PostgreSQL it is told of changes."
        + " The others have their defaults. ShedLock's follower tries"
        + " every 500 ms. Curator has its own ZooKeeper, which waits for no disk, and fabric8 its"
        + " own mock of Kubernetes in memory, with leases of 15 s and a retry period of 2 s: their"
        + " times tell nothing of the same library on a server that keeps what it is told.";
  }

  @Override
  public void run(Stage stage) throws Exception {
    Map<Library, Duel> duels = new EnumMap<>(Library.class);
    try {
      for (Library library : Library.values()) {
        if (library.takesPartOn(stage.server()) || library == Library.CURATOR) {
          Duration poll = library.ours() ? POLL : Duration.ZERO;
          duels.put(library, new Duel(library, library.venue(stage.server(), Duration.ZERO), poll));
        }
      }
      measure(stage, duels);
    } finally {
      duels.values().forEach(Duel::close);
    }
  }

  private static void measure(Stage stage, Map<Library, Duel> duels) {
    int rounds = stage.quickOr(30, 500);
    double[] writes = new double[rounds];
    double[] reads = new double[rounds];
    Map<Library, List<Double>> times = new EnumMap<>(Library.class);
    duels.keySet().forEach(library -> times.put(library, new ArrayList<>()));
    Map<Library, Parts> parts = new EnumMap<>(Library.class);
    duels.forEach((library, duel) -> duel.handOver(new Parts("ms")));
    Random random = new Random(1);
    for (int round = 0; round < rounds; round++) {
      // At no fixed point of anybody's period.
      Waiting.pass(Duration.ofMillis(SETTLING_MILLIS + random.nextInt(SPREAD_MILLIS)));
      writes[round] = stage.server().raw().write() / 1e6;
      reads[round] = stage.server().raw().read() / 1e6;
      for (Map.Entry<Library, List<Double>> each : times.entrySet()) {
        Duel duel = duels.get(each.getKey());
        if (duel != null && round % turns(stage, each.getKey()) == 0) {
          Parts its = parts.computeIfAbsent(each.getKey(), library -> new Parts("ms"));
          each.getValue().add(duel.handOver(its) / 1e6);
        }
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
          if (library.ours()) {
            Parts its = parts.getOrDefault(library, new Parts("ms"));
            its.report(stage, library.title(), "");
            goals(stage, library, List.of(write, samples), its);
          }
        });
    String file = "handover";
    stage.add(Plot.percentiles(file, "Graceful handover", "ms", lines));
  }

  /** Returns in every how-manieth round a library has its turn. */
  private static int turns(Stage stage, Library library) {
    return switch (library) {
      case ELECTION4J, ELECTION4J_JDBC, SPRING, CURATOR -> 1;
      case SHEDLOCK -> stage.quickOr(3, 5);
      case FABRIC8 -> stage.quickOr(5, 10);
    };
  }

  private static void report(Stage stage, String subject, Samples samples) {
    stage.add(Figure.of(subject, "", "p50", "ms", samples));
    int count = samples.count();
    double p99 = samples.quantile(0.99);
    stage.add(new Figure(subject, "", "p99", "ms", p99, p99, samples.most(), count));
  }

  private static void goals(Stage stage, Library library, List<Samples> writeAndOurs, Parts parts) {
    String with = library == Library.ELECTION4J ? "" : ", by JDBC";
    double w = writeAndOurs.get(0).median();
    Samples ours = writeAndOurs.get(1);
    boolean notified = stage.server().sql() && !stage.server().mysql();
    int usual = notified ? 3 : 4;
    int most = notified ? 8 : 10;
    String half = "graceful handover" + with + ", p50, at most " + usual + " w";
    stage.add(Goal.atMost("P1", half, "ms", ours.median(), usual * w).because(parts.reason()));
    String tail = "graceful handover" + with + ", p99, at most " + most + " w";
    stage.add(
        Goal.atMost("P1", tail, "ms", ours.quantile(0.99), most * w).because(parts.tail(0.99)));
  }
}
