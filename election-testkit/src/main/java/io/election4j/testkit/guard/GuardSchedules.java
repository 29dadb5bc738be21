package io.election4j.testkit.guard;

import io.election4j.spi.LeaseStore;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Adversarial schedules: in each, two processes write into one ledger, in guarded transactions
 * under terms that they have or had, while the office of one election changes hands by claims and
 * by vacations. A seed draws the order of all steps; between any two of them a process may be
 * paused for as long as others need to take over. Claims and vacations run beside the writers, so
 * that they meet locks as well as they come after them.
 *
 * @param stores makes a store object, several of which are used at the same time
 * @param sessions makes a connection of the application
 */
record GuardSchedules(Supplier<LeaseStore> stores, Supplier<GuardedSession> sessions) {

  private static final int LANES = 8;
  private static final int FEWEST_STEPS = 8;
  private static final int MORE_STEPS = 10;

  /**
   * Runs schedules, some at a time.
   *
   * @param first the seed of the first one; the others have those after it
   */
  GuardTally run(long first, int count) {
    GuardTally tally = new GuardTally();
    String prefix = "guard/" + UUID.randomUUID() + "/";
    AtomicLong next = new AtomicLong(first);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      CompletableFuture.allOf(
              IntStream.range(0, LANES)
                  .mapToObj(
                      lane ->
                          CompletableFuture.runAsync(
                              () -> lane(prefix, next, first + count, tally, threads), threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } finally {
      threads.shutdown();
    }
    return tally;
  }

  private void lane(
      String prefix, AtomicLong next, long end, GuardTally tally, ExecutorService threads) {
    try (LeaseStore store = stores.get();
        GuardedSession auditor = sessions.get();
        GuardedSession one = sessions.get();
        GuardedSession other = sessions.get()) {
      long seed = next.getAndIncrement();
      while (seed < end) {
        Office office = new Office(prefix + seed, store, auditor, threads, tally);
        schedule(office, List.of(one, other), new Random(seed), tally);
        seed = next.getAndIncrement();
      }
    }
  }

  private static void schedule(
      Office office, List<GuardedSession> sessions, Random random, GuardTally tally) {
    List<Writer> writers =
        sessions.stream().map(session -> new Writer(session, office, random, tally)).toList();
    int steps = FEWEST_STEPS + random.nextInt(MORE_STEPS);
    for (int i = 0; i < steps; i++) {
      if (random.nextInt(4) == 0) {
        office.startChange(random.nextInt(3) == 0);
        waitUnlessGuarded(office, writers.stream());
      } else {
        writers.get(random.nextInt(writers.size())).step();
      }
      office.look();
    }
    writers.forEach(Writer::finish);
    office.audit();
    tally.add(GuardTally.Count.SCHEDULES);
  }

  /** While a guard holds the record, the change waits for the writer, not the other way round. */
  private static void waitUnlessGuarded(Office office, Stream<Writer> writers) {
    if (writers.noneMatch(Writer::isGuarded)) {
      office.settle();
    }
  }
}
