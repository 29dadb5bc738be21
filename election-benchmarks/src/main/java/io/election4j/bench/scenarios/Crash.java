package io.election4j.bench.scenarios;

import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Parts;
import io.election4j.bench.Plot;
import io.election4j.bench.Samples;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.Library;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** How long nobody leads when a leader's process is killed. */
final class Crash implements Scenario {

  private static final Duration LEASE = Duration.ofSeconds(3);
  // The shortest that it keeps alive.
  private static final Duration SHEDLOCK_LEASE = Duration.ofSeconds(30);

  /** How much of its lease a leader trusts. */
  static final double TRUST = 0.8;

  @Override
  public String name() {
    return "crash";
  }

  @Override
  public String about() {
    return "Three processes stand in one election with T = 3 s: the lease of election4j and of"
        + " fabric8, the life of Spring Integration's lock, the session of Curator (with ZooKeeper's"
        + " tick at T/20, as with both defaults); ShedLock's lock lives 30 s at least, and its"
        + " followers try every 500 ms. The leader's process gets SIGKILL, of election4j once in"
        + " each of as many equal parts of a heartbeat as there are kills, of the others at random"
        + " times, and the time is taken until another one knows that it leads, as a multiple of T. election4j"
        + " polls every T/30. It must never lead before 0.8 T after the last renewal that was"
        + " acknowledged to the killed one was sent. Several elections are measured at once, two of"
        + " election4j's beside ShedLock's, then the others.";
  }

  @Override
  public void run(Stage stage) throws Exception {
    int ours = stage.quickOr(3, 50);
    Kills first = new Kills(stage, new Kills.Plan(Library.ELECTION4J, LEASE, 0, ours));
    Kills second = new Kills(stage, new Kills.Plan(Library.ELECTION4J, LEASE, 1, ours));
    Kills shedLock =
        new Kills(stage, new Kills.Plan(Library.SHEDLOCK, SHEDLOCK_LEASE, 0, stage.quickOr(1, 8)));
    together(List.of(first, second, shedLock));
    int others = stage.quickOr(3, 25);
    List<Kills> rest =
        Stream.of(Library.SPRING, Library.CURATOR, Library.FABRIC8)
            .filter(library -> library.takesPartOn(stage.server()))
            .map(library -> new Kills(stage, new Kills.Plan(library, LEASE, 0, others)))
            .toList();
    together(rest);
    List<Plot.Line> lines = new ArrayList<>();
    lines.add(report(stage, Library.ELECTION4J, List.of(first, second)));
    goals(stage, List.of(first, second));
    for (Kills each : rest) {
      lines.add(report(stage, each.library(), List.of(each)));
    }
    lines.add(report(stage, Library.SHEDLOCK, List.of(shedLock)));
    stage.add(Plot.percentiles("crash", "Crash failover", "T", lines));
  }

  private static void together(List<Kills> all) throws Exception {
    if (all.isEmpty()) {
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(all.size());
    try {
      for (Future<?> each : threads.invokeAll(all.stream().map(Executors::callable).toList())) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Plot.Line report(Stage stage, Library library, List<Kills> kills) {
    Samples times = times(kills);
    int count = times.count();
    stage.add(
        new Figure(
            library.title(), "", "mean", "T", times.mean(), times.least(), times.most(), count));
    double p99 = times.quantile(0.99);
    stage.add(new Figure(library.title(), "", "p99", "T", p99, p99, times.most(), count));
    return Plot.distribution(library.title(), times);
  }

  private static Samples times(List<Kills> kills) {
    return Samples.of(kills.stream().flatMap(each -> each.times().stream()).toList());
  }

  private static void goals(Stage stage, List<Kills> ours) {
    Samples earliest = Samples.of(ours.stream().flatMap(e -> e.sinceRenewal().stream()).toList());
    String subject = Library.ELECTION4J.title();
    String what = "from the last acknowledged renewal's start";
    stage.add(Figure.of(subject, "", what, "T", earliest));
    Parts parts = new Parts("T");
    ours.forEach(each -> parts.addAll(each.parts()));
    parts.report(stage, subject, "");
    Samples times = times(ours);
    String age = "; the last renewal was sent %.3f T before the kill, by the mean";
    String why = parts.reason() + age.formatted(earliest.mean() - times.mean());
    stage.add(Goal.atMost("P2", "crash failover, mean", "T", times.mean(), 0.95).because(why));
    String tail = parts.tail(0.99);
    double p99 = times.quantile(0.99);
    stage.add(Goal.atMost("P2", "crash failover, p99", "T", p99, 1.08).because(tail));
    String never = "new leader after the last acknowledged renewal's start, earliest";
    stage.add(Goal.atLeast("P2", never, "T", earliest.least(), TRUST));
  }
}
