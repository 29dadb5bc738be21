package io.election4j.bench.scenarios;

import io.election4j.bench.Stage;
import io.election4j.bench.contest.ContestantJvm;
import io.election4j.bench.contest.Entry;
import io.election4j.bench.contest.Library;
import io.election4j.bench.contest.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Kills one leader after the other. Not thread-safe. */
final class Kills {

  private static final int STANDING = 3;
  private static final String HEAP = "64m";
  private static final double TRUST = 0.8;

  private final Stage stage;
  private final Library library;
  private final Duration lease;
  private final Duration poll;
  private final List<ContestantJvm> alive = new ArrayList<>();
  private final List<Double> times = new ArrayList<>();
  private final List<Double> sinceTrust = new ArrayList<>();
  private final Random random = new Random(1);
  private int started;

  Kills(Stage stage, Library library, Duration lease, Duration poll) {
    this.stage = stage;
    this.library = library;
    this.lease = lease;
    this.poll = poll;
  }

  /** Kills so many. */
  void kill(int count) {
    try {
      for (int i = 0; i < count; i++) {
        stand();
        // Rivals have watched the leader for a lease, and the moment is any of its period.
        Waiting.pass(lease.plusMillis(random.nextInt((int) lease.toMillis())));
        times.add(killLeader());
        stage.say("  killed %d of %d: %.3f T".formatted(i + 1, count, times.get(i)));
      }
    } finally {
      alive.forEach(ContestantJvm::close);
    }
  }

  private void stand() {
    while (alive.size() < STANDING) {
      Entry entry = new Entry(stage.server().url(), "process-" + ++started, lease, poll);
      ContestantJvm jvm = ContestantJvm.start(library, entry, 1, HEAP);
      alive.add(jvm);
      jvm.awaitStanding();
    }
    Waiting.until("somebody leads", lease.multipliedBy(20), () -> "", () -> leader().isPresent());
  }

  private Optional<ContestantJvm> leader() {
    return alive.stream().filter(jvm -> jvm.ledNanos() != 0).findFirst();
  }

  private double killLeader() {
    ContestantJvm killed = leader().orElseThrow();
    alive.remove(killed);
    long kill = killed.kill();
    Waiting.until("another leads", lease.multipliedBy(20), () -> "", () -> leader().isPresent());
    long led = leader().orElseThrow().ledNanos();
    if (killed.trustedNanos() != 0) {
      sinceTrust.add(inLeases(led - killed.trustedNanos()) + TRUST);
    }
    return inLeases(led - kill);
  }

  private double inLeases(long nanos) {
    return (double) nanos / lease.toNanos();
  }

  /** Returns the times from each kill to the next leader, in leases. */
  double[] times() {
    return times.stream().mapToDouble(d -> d).toArray();
  }

  /** Returns the times from the start of the killed leader's last renewal, in leases. */
  double[] sinceTrust() {
    return sinceTrust.stream().mapToDouble(d -> d).toArray();
  }
}
