package io.election4j.proof.chaos;

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

  /** What beginning a fault may take, or ending it, with a server started anew in between. */
  private static final Duration FAULT_LIMIT = Duration.ofSeconds(90);

  /** What a machine that has other things to do may take in addition. */
  private static final Duration BUSY_MACHINE = Duration.ofSeconds(60);

  private final ChaosServer server;
  private final ChaosStore store;
  private final long seed;
  private final String election;
  private final Duration lease;
  private final List<Episode> episodes;
  private final CandidateFleet cast;
  private final List<String> done = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private final Deque<AutoCloseable> underWay = new ArrayDeque<>();
  private final long begunNanos = System.nanoTime();
  private boolean unhealed;
  private long healedNanos;
  private long dismissedNanos;

  ChaosRun(
      ChaosServer server, ChaosStore store, CandidateJvm jvm, List<ChaosFault> faults, long seed) {
    this.server = server;
    this.store = store;
    this.seed = seed;
    Random random = new Random(seed);
    lease = Duration.ofMillis(SHORTEST_LEASE_MILLIS + random.nextInt(MORE_LEASE_MILLIS));
    episodes = Episode.draw(random, faults, lease);
    election = "chaos/%d/%x".formatted(seed, new Random().nextLong());
    cast = new CandidateFleet(jvm, server, election, lease);
  }

  /** Returns within how much time after the last fault something is written again. */
  static Duration recoveryLimit(Duration lease) {
    return lease.multipliedBy(3).plus(BUSY_MACHINE);
  }

  RunResult play() throws Exception {
    try (cast) {
      begin();
      for (Episode episode : episodes) {
        play(episode);
      }
      endAll();
      recover();
      end();
      Records records =
          new Records(election, lease, cast.logs(), done, written(), healedNanos, dismissedNanos);
      return new RunResult(seed, records, problems, story);
    }
  }

  private Ledger.Contents written() throws Exception {
    try (Ledger ledger = store.ledger(server.address())) {
      return ledger.read(election);
    }
  }

  private void begin() throws Exception {
    try (Ledger ledger = store.ledger(server.address())) {
      ledger.create(election);
    }
    for (int i = 0; i < CANDIDATES; i++) {
      cast.start();
    }
    tell(CANDIDATES + " candidates, a lease of " + lease.toMillis() + " ms");
    long begin = System.nanoTime();
    if (!cast.awaitReady() || !cast.awaitProgress(begin, FIRST_LEADER_LIMIT)) {
      problems.add("no leader at the beginning");
    }
    tell("the first leader is there");
  }

  private void play(Episode episode) throws InterruptedException {
    Pause.of(episode.pause());
    String name = episode.fault().name();
    RunScene scene = new RunScene(election, lease, cast, new Random(episode.seed()));
    try {
      underWay.push(TimeLimit.within(FAULT_LIMIT, () -> episode.fault().harm().begin(scene)));
      done.add(name);
      tell(name + " for " + episode.hold().toMillis() + " ms: " + scene.meant());
    } catch (TimeoutException endless) {
      problems.add(name + " did not begin: " + endless.getMessage());
      return;
    } catch (Exception impossible) {
      tell(name + " cannot be done now: " + impossible);
      return;
    }
    Pause.of(episode.hold());
    if (!episode.overlaps()) {
      endAll();
    }
  }

  private void endAll() {
    while (!underWay.isEmpty()) {
      try {
        AutoCloseable fault = underWay.pop();
        TimeLimit.within(FAULT_LIMIT, () -> end(fault));
      } catch (Exception failure) {
        problems.add("a fault did not end: " + failure);
        unhealed = true;
      }
    }
    tell("healed");
  }

  private static boolean end(AutoCloseable fault) throws Exception {
    fault.close();
    return true;
  }

  /** Returns whether something that was done could not be made good. */
  boolean isUnhealed() {
    return unhealed;
  }

  private void recover() throws InterruptedException {
    healedNanos = System.nanoTime();
    if (!cast.awaitProgress(healedNanos, recoveryLimit(lease))) {
      problems.add("no leader within " + recoveryLimit(lease).toMillis() + " ms of the last fault");
    }
    // Those that were started late take part as well.
    cast.awaitReady();
    dismissedNanos = System.nanoTime();
    tell("dismissed");
  }

  private void end() throws InterruptedException {
    cast.dismiss().forEach(name -> problems.add(name + " did not end when it was asked to"));
    cast.close();
    Pause.until(() -> cast.all().stream().allMatch(Participant::hasEnded), Duration.ofSeconds(10));
  }

  private void tell(String what) {
    long millis = Duration.ofNanos(System.nanoTime() - begunNanos).toMillis();
    story.add("%d ms: %s".formatted(millis, what));
  }
}
