package io.election4j.engine.simulation;

import io.election4j.engine.Moment;

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

  DriftingClock(Dice dice) {
    rate = dice.chance(0.5) ? (dice.chance(0.5) ? 0.9 : 1.11) : dice.between(0.9, 1.11);
    wallRate = dice.chance(0.7) ? rate : 1;
    // Close to where the reading overflows, half of the time.
    sinceNanos =
        dice.chance(0.5) ? Long.MAX_VALUE - dice.between(0L, 400_000_000_000L) : dice.bits();
    wallOffsetNanos =
        dice.between(-3_600_000_000_000L, 3_600_000_000_000L) + 1_700_000_000_000_000_000L;
    steppedBack = dice.chance(0.5);
  }

  Moment at(long trueNanos) {
    return new Moment(nanos(trueNanos), Math.floorDiv(wall(trueNanos), 1_000_000L));
  }

  private long wall(long trueNanos) {
    return (long) (trueNanos * wallRate) + wallOffsetNanos;
  }

  private long nanos(long trueNanos) {
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

  void step(long nanos) {
    wallOffsetNanos += steppedBack ? nanos : Math.abs(nanos);
  }
}
