package io.election4j.proof.simulation;

import io.election4j.internal.engine.ClockReading;

/**
 * A process's two clocks: a monotonic one that runs too fast or too slowly and stands still while
 * the machine is suspended, and a wall clock that goes on then, and can be set.
 */
final class DriftingClock {

  private final double rate;
  private final double wallRate;
  private final boolean steppedBack;
  private long sinceTrue;
  private long sinceNanos;
  private boolean standing;
  private long wallOffsetNanos;

  /**
   * Creates the clocks of one machine.
   *
   * @param rate how many seconds the monotonic clock shows in one second of true time
   */
  DriftingClock(SeededRandom random, double rate) {
    this.rate = rate;
    wallRate = random.chance(0.7) ? rate : 1;
    // Close to where the reading overflows, half of the time.
    sinceNanos =
        random.chance(0.5) ? Long.MAX_VALUE - random.between(0L, 400_000_000_000L) : random.bits();
    wallOffsetNanos =
        random.between(-3_600_000_000_000L, 3_600_000_000_000L) + 1_700_000_000_000_000_000L;
    steppedBack = random.chance(0.5);
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
    return new ClockReading(nanos(trueNanos), Math.floorDiv(wall(trueNanos), 1_000_000L));
  }

  private long wall(long trueNanos) {
    return (long) (trueNanos * wallRate) + wallOffsetNanos;
  }

  long nanos(long trueNanos) {
    return standing ? sinceNanos : sinceNanos + (long) ((trueNanos - sinceTrue) * rate);
  }

  /** Returns when this clock will show a reading, if it is neither stopped nor set until then. */
  long trueTime(long nanos, long nowTrue) {
    long left = nanos - nanos(nowTrue);
    return nowTrue + (left <= 0 ? 0 : (long) Math.ceil(left / rate) + 1);
  }

  /** Stops or starts the monotonic clock. */
  void stand(boolean still, long nowTrue) {
    sinceNanos = nanos(nowTrue);
    sinceTrue = nowTrue;
    standing = still;
  }

  /**
   * Whether the wall clock of this machine is also set back; then the machine is never suspended,
   * since nothing can tell of a suspension while both clocks are wrong.
   */
  boolean steppedBack() {
    return steppedBack;
  }

  /** Sets the wall clock, within what a clock can show. */
  void step(long nanos) {
    long set = wallOffsetNanos + (steppedBack ? nanos : Math.abs(nanos));
    if (set > 0 && set < Long.MAX_VALUE / 2) {
      wallOffsetNanos = set;
    }
  }
}
