package io.election4j.bench.scenarios;

import io.election4j.bench.Parts;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.ContestantJvm;
import io.election4j.bench.contest.Entry;
import io.election4j.bench.contest.Library;
import io.election4j.bench.contest.Venue;
import io.election4j.demo.harness.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Kills the leaders of one election, one after the other. Not thread-safe. */
final class Kills implements Runnable {

  private static final int STANDING = 3;
  private static final int POLLS = 30;
  private static final int HEARTBEATS = 5;
  private static final int PATIENCE_LEASES = 20;
  private static final String HEAP = "64m";

  /**
   * Whose leaders are killed.
   *
   * @param lease of each candidate
   * @param election its number
   * @param count how many are killed
   */
  record Plan(Library library, Duration lease, int election, int count) {}

  private final Stage stage;
  private final Plan plan;
  private final Duration lease;
  private final List<ContestantJvm> alive = new ArrayList<>();
  private final List<Double> times = new ArrayList<>();
  private final List<Double> sinceRenewal = new ArrayList<>();
  private final Parts parts = new Parts("T");
  private final Random random;
  private int started;

  Kills(Stage stage, Plan plan) {
    this.stage = stage;
    this.plan = plan;
    this.lease = plan.lease();
    this.random = new Random(plan.election());
  }

  @Override
  public void run() {
    try (Venue venue = library().venue(stage.server(), lease)) {
      for (int i = 0; i < plan.count(); i++) {
        stand(venue);
        // Rivals have seen a renewal.
        Waiting.pass(lease.dividedBy(3));
        awaitMoment(i);
        times.add(killLeader());
        String name = library().title();
        stage.say(
            "  %s: killed %d of %d: %.3f T".formatted(name, i + 1, plan.count(), times.get(i)));
      }
    } finally {
      alive.forEach(ContestantJvm::kill);
    }
  }

  /**
   * Waits for the moment to kill: in each of the equal parts of a heartbeat once, if the library
   * tells of its renewals. If not, at random within two of our heartbeats, so that none of theirs
   * is more likely than another.
   */
  private void awaitMoment(int kill) {
    ContestantJvm leads = leader().orElseThrow();
    double heartbeat = lease.toNanos() / (double) HEARTBEATS;
    double drawn = random.nextDouble();
    if (leads.trustedNanos() != 0) {
      leads.awaitRenewal();
      Waiting.pass(Duration.ofNanos((long) (heartbeat * (kill + drawn) / plan.count())));
    } else {
      Waiting.pass(Duration.ofNanos((long) (2 * heartbeat * drawn)));
    }
  }

  private void stand(Venue venue) {
    Duration poll = library() == Library.ELECTION4J ? lease.dividedBy(POLLS) : Duration.ZERO;
    while (alive.size() < STANDING) {
      Entry entry = new Entry(venue.url(), "process-" + ++started, lease, poll, plan.election());
      ContestantJvm jvm = ContestantJvm.watched(library(), entry, 1, HEAP);
      alive.add(jvm);
      jvm.awaitStanding();
    }
    awaitLeader();
  }

  private void awaitLeader() {
    Duration patience = lease.multipliedBy(PATIENCE_LEASES);
    Waiting.until("somebody leads", patience, () -> leader().isPresent());
  }

  private Optional<ContestantJvm> leader() {
    return alive.stream().filter(jvm -> jvm.ledNanos() != 0).findFirst();
  }

  private double killLeader() {
    ContestantJvm killed = leader().orElseThrow();
    alive.remove(killed);
    long kill = killed.kill();
    awaitLeader();
    ContestantJvm next = leader().orElseThrow();
    long led = next.ledNanos();
    Succession.split(parts, kill, next.calls(), led, lease.toNanos());
    if (killed.trustedNanos() != 0) {
      sinceRenewal.add(inLeases(led - killed.trustedNanos()) + Crash.TRUST);
    }
    return inLeases(led - kill);
  }

  private double inLeases(long nanos) {
    return (double) nanos / lease.toNanos();
  }

  /** Returns whose leaders are killed. */
  Library library() {
    return plan.library();
  }

  /** Returns how those times were spent, if the library tells. */
  Parts parts() {
    return parts;
  }

  /** Returns the times from each kill to the next leader, in leases. */
  List<Double> times() {
    return times;
  }

  /** Returns the times from the start of the killed leader's last renewal, in leases. */
  List<Double> sinceRenewal() {
    return sinceRenewal;
  }
}
