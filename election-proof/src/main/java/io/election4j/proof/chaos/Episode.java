package io.election4j.proof.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One fault of a run.
 *
 * @param fault which
 * @param pause before it
 * @param hold for how long
 * @param overlaps whether the next one begins before this one ends
 * @param seed of its own chance
 */
record Episode(ChaosFault fault, Duration pause, Duration hold, boolean overlaps, long seed) {

  /** What beginning a fault may take, or ending it, with a server started anew in between. */
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private static final int FEWEST = 3;
  private static final int MORE = 3;
  private static final double LONGEST_PAUSE = 1.0;
  private static final double OVERLAPPING = 0.3;

  /** Draws what is done in a run. */
  static List<Episode> draw(Random random, List<ChaosFault> faults, Duration lease) {
    int number = FEWEST + random.nextInt(MORE);
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      ChaosFault fault = faults.get(random.nextInt(faults.size()));
      double hold = fault.least() + (fault.most() - fault.least()) * random.nextDouble();
      episodes.add(
          new Episode(
              fault,
              times(lease, LONGEST_PAUSE * random.nextDouble()),
              times(lease, hold),
              random.nextDouble() < OVERLAPPING,
              random.nextLong()));
    }
    return episodes;
  }

  /** Begins it; returns what ends it and repairs what does not repair itself. */
  AutoCloseable begin(Scene scene) throws Exception {
    return TimeLimit.within(LIMIT, () -> fault.harm().begin(scene));
  }

  /** Ends one that has begun. */
  static void end(AutoCloseable begun) throws Exception {
    TimeLimit.within(
        LIMIT,
        () -> {
          begun.close();
          return true;
        });
  }

  private static Duration times(Duration lease, double factor) {
    return Duration.ofNanos((long) (lease.toNanos() * factor));
  }
}
