package io.election4j.bench.scenarios;

import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Samples;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.demo.harness.Waiting;
import io.election4j.servers.proxy.Direction;
import io.election4j.servers.proxy.FaultProxy;
import java.time.Duration;
import java.util.Random;

/** Whether a slow or absent store costs leadership when it need not. */
final class Latency implements Scenario {

  private static final int LEADERS = 40;
  private static final Duration SHORT = Duration.ofSeconds(6);
  private static final Duration USUAL = Duration.ofSeconds(15);
  private static final Duration OUTAGE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final double SHARE = 0.8;
  private static final String OURS = "election4j";
  private static final String LOST = "leaderships lost";

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String about() {
    return LEADERS
        + " leaders of one JVM, each with an election and a store of its own, reach the server"
        + " through a proxy, in real time. First, with T = 6 s, it delays every request and every"
        + " answer by a random time, together up to 0.8 of the operation timeout, until so many"
        + " renewals are acknowledged. Then, with T = 15 s, the server is away for 5 s at random"
        + " points of the heartbeat: once as if all packets were lost, once as if it were down"
        + " (connections are reset, new ones too), by turns. Leaderships lost are those that the"
        + " library itself reports as revoked.";
  }

  @Override
  public void run(Stage stage) {
    try (FaultProxy proxy = FaultProxy.to(stage.server().raw().address())) {
      String url = stage.server().address().through(proxy.address()).url();
      try (Leaders leaders = new Leaders(url, LEADERS, SHORT)) {
        slow(stage, proxy, leaders);
      }
      try (Leaders leaders = new Leaders(url, LEADERS, USUAL)) {
        away(stage, proxy, leaders);
      }
    }
  }

  private static void slow(Stage stage, FaultProxy proxy, Leaders leaders) {
    int wanted = stage.quickOr(1_000, 10_000);
    leaders.forgetRenewals();
    Waiting.pass(SHORT);
    Samples usual = leaders.renewalMillis();
    leaders.forgetRenewals();
    int before = leaders.renewals();
    Duration eachWay =
        Duration.ofMillis((long) (leaders.operationTimeout().toMillis() * SHARE / 2));
    proxy.delay(Duration.ZERO, eachWay);
    Waiting.until("leases are renewed", PATIENCE, () -> leaders.renewals() - before >= wanted);
    int renewals = leaders.renewals() - before;
    proxy.heal();
    String text = LOST + " in " + renewals + " renewals with a slow store";
    stage.add(Figure.of(OURS, "before", "a renewal", "ms", usual));
    stage.add(Figure.of(OURS, "slow store", "a renewal", "ms", leaders.renewalMillis()));
    String apart =
        "; without the proxy's delays a renewal took p50 %.0f ms, p99 %.0f ms of the %d ms it may"
            .formatted(usual.median(), usual.quantile(0.99), leaders.operationTimeout().toMillis());
    report(stage, "slow store", renewals, "renewals", leaders, text, apart);
  }

  private static void away(Stage stage, FaultProxy proxy, Leaders leaders) {
    int outages = stage.quickOr(2, 10);
    Random random = new Random(1);
    for (int i = 0; i < outages; i++) {
      Waiting.pass(USUAL.plusMillis(random.nextInt(3_000)));
      if (i % 2 == 0) {
        proxy.hold(Direction.values());
      } else {
        proxy.limit(0);
        proxy.cut();
      }
      Waiting.pass(OUTAGE);
      proxy.heal();
    }
    Waiting.pass(USUAL);
    int all = outages * LEADERS;
    String text = LOST + " in " + all + " outages of 5 s at T = 15 s, each of one leader";
    report(stage, "outages of 5 s", all, "outages, each of one leader", leaders, text, "");
  }

  private static void report(
      Stage stage,
      String setting,
      int count,
      String what,
      Leaders leaders,
      String text,
      String more) {
    stage.add(Figure.once(OURS, setting, what, "", count));
    stage.add(Figure.once(OURS, setting, LOST, "", leaders.lost()));
    stage.add(
        Figure.once(OURS, setting, "renewals not acknowledged", "", leaders.failedRenewals()));
    stage.add(Figure.once(OURS, setting, "warnings of a loss", "", leaders.atRisk()));
    String reason =
        "%d renewals were not acknowledged in time, %d leaders were warned, revoked for %s"
            .formatted(leaders.failedRenewals(), leaders.atRisk(), leaders.reasons());
    stage.add(Goal.atMost("P9", text, "", leaders.lost(), 0).because(reason + more));
  }
}
