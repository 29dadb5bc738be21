package io.election4j.bench.scenarios;

import io.election4j.Timing;
import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Parts;
import io.election4j.bench.Samples;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.ContestantJvm;
import io.election4j.bench.contest.Entry;
import io.election4j.bench.contest.Library;
import io.election4j.demo.harness.Waiting;
import java.time.Duration;

/** How long it takes to take over the many elections of a killed process. */
final class Takeover implements Scenario {

  private static final int NUMBER = 10_000;
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration HEARTBEAT = Timing.ofLease(LEASE).heartbeat();
  private static final Duration SETTLING = Duration.ofSeconds(6);
  private static final String HEAP = "512m";

  @Override
  public String name() {
    return "takeover";
  }

  @Override
  public String about() {
    return "One process leads 10,000 elections and another one follows them, with T = 15 s and"
        + " defaults. The leader's gets SIGKILL, and the time is taken until the other one leads"
        + " them all. The kills are spread evenly between one renewal and the next: the first of N"
        + " rounds kills 1 / 2N of a heartbeat after a renewal was sent, the next one 3 / 2N after"
        + " it, and so on. A raw statement that changes 10,000 rows runs on the same server"
        + " before.";
  }

  @Override
  public void run(Stage stage) {
    String ours = Library.ELECTION4J.title();
    double lease = LEASE.toMillis() / 1e3;
    int rounds = stage.rounds();
    double[] raw = new double[rounds];
    double[] times = new double[rounds];
    Parts parts = new Parts("s");
    stage.server().raw().writeMany(NUMBER);
    for (int round = 0; round < rounds; round++) {
      raw[round] = stage.server().raw().writeMany(NUMBER) / 1e9;
      times[round] = takeOver(stage, round, (round + 0.5) / rounds, parts);
    }
    String setting = Integer.toString(NUMBER);
    Samples all = Samples.of(times);
    Samples many = Samples.of(raw);
    stage.add(Figure.of("raw statement", setting, "changes all rows", "s", many));
    stage.add(Figure.of(ours, setting, "from the kill until all are led again", "s", all));
    parts.report(stage, ours, setting);
    double bound = lease + (stage.server().sql() ? 1.5 : 2 * many.median());
    String text =
        stage.server().sql()
            ? "10,000 elections of a killed process led again, at most T + 1.5 s"
            : "10,000 elections of a killed process led again, at most T + 2 raw updateMany";
    stage.add(Goal.atMost("P11", text, "s", all.median(), bound).because(parts.reason()));
  }

  private static double takeOver(Stage stage, int round, double age, Parts parts) {
    String url = stage.server().url();
    Entry first = new Entry(url, "first-" + round, LEASE, Duration.ZERO);
    Entry second = new Entry(url, "second-" + round, LEASE, Duration.ZERO);
    ContestantJvm leader = ContestantJvm.start(Library.ELECTION4J, first, NUMBER, HEAP);
    try {
      leader.awaitLed();
      try (ContestantJvm follower =
          ContestantJvm.watched(Library.ELECTION4J, second, NUMBER, HEAP)) {
        follower.awaitKnown(NUMBER);
        Waiting.pass(SETTLING);
        leader.awaitRenewal();
        Waiting.pass(Duration.ofNanos((long) (HEARTBEAT.toNanos() * age)));
        long kill = leader.kill();
        long led = follower.awaitLed();
        Succession.split(parts, kill, follower.calls(), led, 1e9);
        return (led - kill) / 1e9;
      }
    } finally {
      leader.kill();
    }
  }
}
