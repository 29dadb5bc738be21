package io.election4j.testkit.guard;

import static java.util.Objects.requireNonNull;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Adversarial schedules: in each, two processes write into one ledger, in guarded transactions
 * under terms that they have or had, while the leader of one election changes by claims and by
 * vacations. A seed draws the order of all steps; between any two of them a process may be paused
 * for as long as others need to take over. Claims and vacations run beside the writers, so that
 * they meet locks as well as they come after them.
 *
 * @param stores makes a store object, several of which are used at the same time
 * @param sessions makes a connection of the application
 */
record GuardSchedules(Supplier<LeaseStore> stores, Supplier<GuardedSession> sessions) {

  /** How long a writer is paused at times after the guard let it through. */
  private static final Duration PAUSE = Duration.ofMillis(200);

  private static final int LANES = 8;
  private static final int FEWEST_STEPS = 6;
  private static final int MORE_STEPS = 7;

  /**
   * Runs schedules, some at a time.
   *
   * @param first the seed of the first one; the others have those after it
   */
  GuardTally run(long first, int count) {
    GuardTally tally = new GuardTally();
    List<ElectionRecord> elections;
    try (LeaseStore store = stores.get()) {
      elections = elections(store, count);
    }
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      CompletableFuture.allOf(
              IntStream.range(0, LANES)
                  .mapToObj(
                      lane ->
                          CompletableFuture.runAsync(
                              () -> lane(elections, next, first, tally, threads), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } finally {
      threads.shutdown();
    }
    return tally;
  }

  /** Returns as many new elections, each with a leader. */
  static List<ElectionRecord> elections(LeaseStore store, int count) {
    String run = "guard/" + UUID.randomUUID() + "/";
    List<String> names = IntStream.range(0, count).mapToObj(i -> run + i).toList();
    store.create(names).block(ContestedElection.PATIENCE);
    return requireNonNull(
        store
            .claim(ContestedElection.lease(), names.stream().map(ElectionRecord::created).toList())
            .collectList()
            .block(ContestedElection.PATIENCE));
  }

  private void lane(
      List<ElectionRecord> elections,
      AtomicInteger next,
      long first,
      GuardTally tally,
      ExecutorService threads) {
    try (LeaseStore store = stores.get();
        GuardedSession auditor = sessions.get();
        GuardedSession one = sessions.get();
        GuardedSession other = sessions.get()) {
      for (int i = next.getAndIncrement(); i < elections.size(); i = next.getAndIncrement()) {
        ContestedElection election =
            new ContestedElection(
                elections.get(i),
                new ContestedElection.Changing(store, threads),
                new ContestedElection.Audit(auditor, tally));
        schedule(election, List.of(one, other), new Random(first + i), tally);
      }
    }
  }

  private static void schedule(
      ContestedElection election, List<GuardedSession> sessions, Random random, GuardTally tally) {
    List<Writer> writers =
        sessions.stream().map(session -> new Writer(session, election, random)).toList();
    int steps = FEWEST_STEPS + random.nextInt(MORE_STEPS);
    for (int i = 0; i < steps; i++) {
      if (random.nextInt(4) == 0) {
        change(election, writers, random, tally);
      } else {
        writers.get(random.nextInt(writers.size())).step();
      }
      election.look();
    }
    writers.forEach(Writer::finish);
    election.audit();
    tally.add(GuardTally.Count.SCHEDULES);
  }

  /** While a guard holds the record, the change waits for the writer, not the other way round. */
  private static void change(
      ContestedElection election, List<Writer> writers, Random random, GuardTally tally) {
    boolean guarded = writers.stream().anyMatch(Writer::isGuarded);
    election.startChange(random.nextInt(3) == 0);
    if (!guarded) {
      election.settle();
      return;
    }
    tally.add(GuardTally.Count.MET_A_GUARD);
    if (random.nextInt(10) == 0) {
      election.settle(PAUSE);
    }
  }
}
