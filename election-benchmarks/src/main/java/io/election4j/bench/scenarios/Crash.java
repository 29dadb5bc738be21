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
import java.util.List;

/** How long nobody leads when a leader's process is killed. */
final class Crash implements Scenario {

  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Duration POLL = LEASE.dividedBy(30);
  private static final double TRUST = 0.8;

  @Override
  public String name() {
    return "crash";
  }

  @Override
  public String about() {
    return "Three processes stand in one election with T = 3 s (Spring Integration: a lock that"
        + " lives 3 s). The leader's gets SIGKILL at a random time, and the time is taken until"
        + " another one knows that it leads, as a multiple of T. election4j polls every T/30. It"
        + " must never lead before 0.8 T after the last renewal that was acknowledged to the"
        + " killed one was sent.";
  }

  @Override
  public void run(Stage stage) {
    List<Plot.Line> lines = new ArrayList<>();
    Kills ours = new Kills(stage, Library.ELECTION4J, LEASE, POLL);
    ours.kill(stage.quickOr(5, 100));
    report(stage, Library.ELECTION4J, ours, lines);
    String subject = Library.ELECTION4J.title();
    Samples earliest = Samples.of(ours.sinceTrust());
    stage.add(Figure.of(subject, "", "from the last acknowledged renewal's start", "T", earliest));
    Samples times = Samples.of(ours.times());
    stage.add(Goal.atMost("P2", "crash failover, mean", "T", times.mean(), 0.95));
    stage.add(Goal.atMost("P2", "crash failover, p99", "T", times.quantile(0.99), 1.08));
    String never = "new leader after the last acknowledged renewal's start, earliest";
    stage.add(Goal.atLeast("P2", never, "T", earliest.least(), TRUST));
    if (stage.server().sql()) {
      Kills spring = new Kills(stage, Library.SPRING, LEASE, Duration.ZERO);
      spring.kill(stage.quickOr(5, 25));
      report(stage, Library.SPRING, spring, lines);
    }
    stage.add(Plot.percentiles("crash", "Crash failover, T = 3 s", "T", lines));
  }

  private static void report(Stage stage, Library library, Kills kills, List<Plot.Line> lines) {
    Samples times = Samples.of(kills.times());
    int count = times.count();
    stage.add(
        new Figure(
            library.title(), "", "mean", "T", times.mean(), times.least(), times.most(), count));
    double p99 = times.quantile(0.99);
    stage.add(new Figure(library.title(), "", "p99", "T", p99, p99, times.most(), count));
    lines.add(Plot.distribution(library.title(), times));
  }
}
