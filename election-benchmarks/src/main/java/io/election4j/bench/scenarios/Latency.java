package io.election4j.bench.scenarios;

import io.election4j.Candidate;
import io.election4j.ElectionEvent;
import io.election4j.Elections;
import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.Waiting;
import io.election4j.testkit.proxy.Direction;
import io.election4j.testkit.proxy.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether a slow or absent store costs leadership when it need not. */
final class Latency implements Scenario {

  private static final int PROCESSES = 50;
  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Duration USUAL = Duration.ofSeconds(15);
  private static final Duration OUTAGE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final double SHARE = 0.8;

  private final String ours = "election4j";

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String about() {
    return "50 leaders of elections of their own reach the server through a proxy. First, with"
        + " T = 3 s, it delays every answer by a random time of up to 0.8 of the operation timeout,"
        + " for so many renewals. Then, with T = 15 s, it passes on nothing for 5 s. Leaderships"
        + " that are lost are counted.";
  }

  @Override
  public void run(Stage stage) {
    slow(stage, stage.quickOr(1_000, 10_000));
    outage(stage);
  }

  private void slow(Stage stage, int wanted) {
    try (FaultProxy proxy = FaultProxy.to(Connecting.address(stage.server().url()));
        Leaders leaders = new Leaders(stage, proxy, SHORT)) {
      Duration most = leaders.operationTimeout();
      long half = (long) (most.toMillis() * SHARE / 2);
      proxy.delay(Duration.ZERO, Duration.ofMillis(half));
      int before = leaders.renewals.get();
      Waiting.until(
          "leases are renewed",
          Duration.ofMinutes(10),
          () -> "",
          () -> leaders.renewals.get() - before >= wanted);
      proxy.heal();
      int renewals = leaders.renewals.get() - before;
      stage.add(Figure.once(ours, "slow store", "renewals", "", renewals));
      stage.add(Figure.once(ours, "slow store", "leaderships lost", "", leaders.lost.get()));
      String text = "leaderships lost in " + renewals + " renewals with a slow store";
      stage.add(Goal.atMost("P9", text, "", leaders.lost.get(), 0));
    }
  }

  private void outage(Stage stage) {
    try (FaultProxy proxy = FaultProxy.to(Connecting.address(stage.server().url()));
        Leaders leaders = new Leaders(stage, proxy, USUAL)) {
      proxy.hold(Direction.values());
      Waiting.pass(OUTAGE);
      proxy.heal();
      Waiting.pass(USUAL);
      stage.add(Figure.once(ours, "outage of 5 s", "leaderships lost", "", leaders.lost.get()));
      String text = "leaderships lost in an outage of 5 s at T = 15 s";
      stage.add(Goal.atMost("P9", text, "", leaders.lost.get(), 0));
    }
  }

  /** Processes that lead one election each. */
  private static final class Leaders implements AutoCloseable {

    private final List<Elections> all = new ArrayList<>();
    private final AtomicInteger elected = new AtomicInteger();
    private final AtomicInteger renewals = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    Leaders(Stage stage, FaultProxy proxy, Duration lease) {
      String url = Connecting.through(stage.server().url(), proxy.address());
      for (int i = 0; i < PROCESSES; i++) {
        Elections elections =
            Elections.builder(Connecting.to(url))
                .candidate(Candidate.named("leader-" + i))
                .lease(lease)
                .build();
        elections.events().subscribe(this::on, failure -> {});
        elections.trustedUntil().subscribe(until -> renewals.incrementAndGet(), failure -> {});
        elections.join("bench/latency-" + lease.toSeconds() + "-" + i);
        all.add(elections);
      }
      Waiting.until("all lead", PATIENCE, () -> "", () -> elected.get() >= PROCESSES);
    }

    private void on(ElectionEvent event) {
      if (event instanceof ElectionEvent.Elected) {
        elected.incrementAndGet();
      } else if (event instanceof ElectionEvent.Revoked) {
        lost.incrementAndGet();
      }
    }

    Duration operationTimeout() {
      return all.get(0).timing().operationTimeout();
    }

    @Override
    public void close() {
      all.forEach(Elections::close);
    }
  }
}
