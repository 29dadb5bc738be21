package io.election4j.proof.simulation;

import io.election4j.internal.engine.ClockReading;
import io.election4j.testkit.virtual.internal.VirtualClock;

/**
 * The clocks of one machine, drawn at random.
 *
 * @param clock both of them
 * @param steppedBack whether its wall clock is also set back; then the machine is never suspended,
 *     since nothing can tell of a suspension while both clocks are wrong
 */
public record DriftingClock(VirtualClock clock, boolean steppedBack) {

  private static final long EPOCH_NANOS = 1_700_000_000_000_000_000L;

  /**
   * Draws the clocks of one machine.
   *
   * @param rate how many seconds the monotonic clock shows in one second of true time
   */
  static DriftingClock of(SeededRandom random, double rate) {
    double wallRate = random.chance(0.7) ? rate : 1;
    // Close to where the reading overflows, half of the time.
    long nanos =
        random.chance(0.5) ? Long.MAX_VALUE - random.between(0L, 400_000_000_000L) : random.bits();
    VirtualClock clock = VirtualClock.drifting(rate, wallRate, nanos);
    clock.setWall(random.between(-3_600_000_000_000L, 3_600_000_000_000L) + EPOCH_NANOS);
    return new DriftingClock(clock, random.chance(0.5));
  }

  /** Draws clocks that are too fast or too slow by up to a ninth. */
  public static DriftingClock anyOf(SeededRandom random) {
    double rate =
        random.chance(0.5) ? (random.chance(0.5) ? 0.9 : 1.11) : random.between(0.9, 1.11);
    boolean steppedBack = random.chance(0.5);
    long nanos = random.chance(0.5) ? Long.MAX_VALUE - random.below(Integer.MAX_VALUE) * 100L : 0;
    VirtualClock clock = VirtualClock.drifting(rate, rate, nanos);
    clock.setWall(EPOCH_NANOS + random.below(1_000_000_000) * 1_000_000L);
    return new DriftingClock(clock, steppedBack);
  }

  /**
   * Returns one of the rates that are no further apart than the ratio.
   *
   * @param corner whether it is one of the two that are exactly that far apart
   */
  static double rate(SeededRandom random, double ratio, boolean corner, boolean fast) {
    double slowest = 2 / (1 + ratio);
    double fastest = slowest * ratio;
    double any = random.between(slowest, Math.nextUp(fastest));
    if (!corner) {
      return any;
    }
    return fast ? fastest : slowest;
  }

  ClockReading at(long trueNanos) {
    return new ClockReading(clock.nanos(trueNanos), clock.wallMillis(trueNanos));
  }

  /** Sets the wall clock, within what a clock can show. */
  public void step(long nanos) {
    long set = clock.wallOffsetNanos() + (steppedBack ? nanos : Math.abs(nanos));
    if (set > 0 && set < Long.MAX_VALUE / 2) {
      clock.setWall(set);
    }
  }
}
