package io.election4j.proof.shell;

import io.election4j.proof.simulation.SeededRandom;
import io.election4j.testkit.virtual.internal.VirtualClock;
import java.time.Duration;

/**
 * The clocks of one machine: too fast or too slow by up to a ninth, the wall clock set now and
 * then. A machine whose wall clock is set back is never suspended: nothing can tell of a suspension
 * while both clocks are wrong.
 */
final class UnsteadyClock implements VirtualClock {

  private static final long START_MILLIS = 1_700_000_000_000L;

  private final double rate;
  private final boolean setBack;
  private long sinceTrue;
  private long sinceNanos;
  private long wallMillis;
  private boolean standing;

  UnsteadyClock(SeededRandom random) {
    rate = random.chance(0.5) ? (random.chance(0.5) ? 0.9 : 1.11) : random.between(0.9, 1.11);
    setBack = random.chance(0.5);
    sinceNanos = random.chance(0.5) ? Long.MAX_VALUE - random.below(Integer.MAX_VALUE) * 100L : 0;
    wallMillis = START_MILLIS + random.below(1_000_000_000);
  }

  @Override
  public long nanos(long trueNanos) {
    return standing ? sinceNanos : sinceNanos + (long) ((trueNanos - sinceTrue) * rate);
  }

  @Override
  public long wallMillis(long trueNanos) {
    return wallMillis + (long) (trueNanos * rate / 1e6);
  }

  @Override
  public long trueTime(long nanos, long nowTrue) {
    long left = nanos - nanos(nowTrue);
    return nowTrue + (left <= 0 ? 0 : (long) Math.ceil(left / rate) + 1);
  }

  @Override
  public void stand(boolean still, long nowTrue) {
    sinceNanos = nanos(nowTrue);
    sinceTrue = nowTrue;
    standing = still;
  }

  boolean mayBeSuspended() {
    return !setBack;
  }

  void set(Duration by) {
    wallMillis += setBack ? by.toMillis() : Math.abs(by.toMillis());
  }
}
