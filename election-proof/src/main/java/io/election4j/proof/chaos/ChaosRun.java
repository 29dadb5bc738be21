package io.election4j.proof.chaos;

import io.election4j.demo.harness.CandidateFleet;
import io.election4j.demo.harness.CandidateView;
import io.election4j.demo.harness.Waiting;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;

/** One election from its first candidate to its last, and what is done to them. */
final class ChaosRun {

  private static final int CANDIDATES = 3;
  private static final int SHORTEST_LEASE_MILLIS = 2_000;
  private static final int MORE_LEASE_MILLIS = 1_500;
  private static final Duration FIRST_LEADER_LIMIT = Duration.ofSeconds(120);

  /** What a machine that has other things to do may take in addition. */
  private static final Duration BUSY_MACHINE = Duration.ofSeconds(60);

  private final Setting setting;
  private final long seed;
  private final List<Episode> episodes;
  private final HarmedElection election;
  private final CandidateFleet fleet;
  private final List<String> done = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private final Deque<AutoCloseable> underWay = new ArrayDeque<>();
  private final long begunNanos = System.nanoTime();
  private boolean unhealed;
  private long healedNanos;
  private long dismissedNanos;

  ChaosRun(Setting setting, List<ChaosFault> faults, long seed) {
    this.setting = setting;
    this.seed = seed;
    Random random = new Random(seed);
    Duration lease = Duration.ofMillis(SHORTEST_LEASE_MILLIS + random.nextInt(MORE_LEASE_MILLIS));
    episodes = Episode.draw(random, faults, lease);
    election = setting.election("chaos/%d/%x".formatted(seed, new Random().nextLong()), lease);
    fleet = election.fleet();
  }

  /** Returns within how much time after the last fault something is written again. */
  static Duration recoveryLimit(Duration lease) {
    return lease.multipliedBy(3).plus(BUSY_MACHINE);
  }

  RunResult play() throws Exception {
    try (fleet) {
      begin();
      for (Episode episode : episodes) {
        play(episode);
      }
      endAll();
      recover();
      end();
      Records records =
          new Records(
              election.name(),
              election.lease(),
              fleet.logs(),
              done,
              written(),
              healedNanos,
              dismissedNanos);
      return RunResult.of(seed, records, problems, story);
    }
  }

  private Ledger.Contents written() throws Exception {
    try (Ledger ledger = setting.ledger()) {
      return ledger.read(election.name());
    }
  }

  private void begin() throws Exception {
    try (Ledger ledger = setting.ledger()) {
      ledger.create(election.name());
    }
    for (int i = 0; i < CANDIDATES; i++) {
      fleet.start();
    }
    tell(CANDIDATES + " candidates, a lease of " + election.lease().toMillis() + " ms");
    long begin = System.nanoTime();
    if (!fleet.awaitReady() || !election.awaitProgress(begin, FIRST_LEADER_LIMIT)) {
      problems.add("no leader at the beginning");
    }
    tell("the first leader is there");
  }

  private void play(Episode episode) {
    Waiting.pass(episode.pause());
    String name = episode.fault().name();
    Scene scene = new Scene(election, new Random(episode.seed()));
    try {
      underWay.push(episode.begin(scene));
      done.add(name);
      tell(name + " for " + episode.hold().toMillis() + " ms: " + scene.meant());
    } catch (TimeoutException endless) {
      problems.add(name + " did not begin: " + endless.getMessage());
      return;
    } catch (Exception impossible) {
      tell(name + " cannot be done now: " + impossible);
      return;
    }
    Waiting.pass(episode.hold());
    if (!episode.overlaps()) {
      endAll();
    }
  }

  private void endAll() {
    while (!underWay.isEmpty()) {
      try {
        Episode.end(underWay.pop());
      } catch (Exception failure) {
        problems.add("a fault did not end: " + failure);
        unhealed = true;
      }
    }
    tell("healed");
  }

  /** Returns whether something that was done could not be made good. */
  boolean isUnhealed() {
    return unhealed;
  }

  private void recover() {
    healedNanos = System.nanoTime();
    Duration limit = recoveryLimit(election.lease());
    if (!election.awaitProgress(healedNanos, limit)) {
      problems.add("no leader within " + limit.toMillis() + " ms of the last fault");
    }
    // Those that were started late take part as well.
    fleet.awaitReady();
    dismissedNanos = System.nanoTime();
    tell("dismissed");
  }

  private void end() {
    problems.addAll(election.dismiss());
    fleet.close();
    Waiting.until(
        Duration.ofSeconds(10), () -> fleet.all().stream().allMatch(CandidateView::hasEnded));
  }

  private void tell(String what) {
    long millis = Duration.ofNanos(System.nanoTime() - begunNanos).toMillis();
    story.add("%d ms: %s".formatted(millis, what));
  }
}
