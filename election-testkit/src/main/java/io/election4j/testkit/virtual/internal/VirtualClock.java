package io.election4j.testkit.virtual.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * The two clocks of one machine, which need not agree with true time: a monotonic one that stands
 * still while the machine is suspended, and a wall clock that goes on then, and can be set. Not
 * thread-safe.
 */
public final class VirtualClock {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final double rate;
  private final double wallRate;
  private final long rounding;
  private long sinceTrue;
  private long sinceNanos;
  private boolean standing;
  private long wallOffsetNanos;

  private VirtualClock(double rate, double wallRate, long rounding) {
    this.rate = rate;
    this.wallRate = wallRate;
    this.rounding = rounding;
  }

  /** Returns clocks that run as true time does but for suspensions; it is 2030. */
  public static VirtualClock exact() {
    VirtualClock clock = new VirtualClock(1, 1, 0);
    clock.setWall(
        Duration.ofMillis(Instant.parse("2030-01-01T00:00:00Z").toEpochMilli()).toNanos());
    return clock;
  }

  /**
   * Returns clocks that run too fast or too slowly; the wall clock shows 1970 until it is set.
   *
   * @param rate how many seconds the monotonic clock shows in one second of true time
   * @param wallRate the same of the wall clock
   * @param nanos what the monotonic clock shows at first
   */
  public static VirtualClock drifting(double rate, double wallRate, long nanos) {
    VirtualClock clock = new VirtualClock(rate, wallRate, 1);
    clock.sinceNanos = nanos;
    return clock;
  }

  private static long scaled(long span, double rate) {
    return rate == 1 ? span : (long) (span * rate);
  }

  /** Returns the monotonic clock's reading at a true time, in nanoseconds. */
  public long nanos(long trueNanos) {
    return standing ? sinceNanos : sinceNanos + scaled(trueNanos - sinceTrue, rate);
  }

  /** Returns the wall clock's reading at a true time, in milliseconds since 1970. */
  public long wallMillis(long trueNanos) {
    return Math.floorDiv(scaled(trueNanos, wallRate) + wallOffsetNanos, NANOS_PER_MILLI);
  }

  /**
   * Returns a true time, now or later, at which the monotonic clock will show a reading, if it is
   * not stopped until then; whoever waits for it looks again then.
   */
  public long trueTime(long nanos, long nowTrue) {
    long left = nanos - nanos(nowTrue);
    if (left <= 0) {
      return nowTrue;
    }
    return nowTrue + (rate == 1 ? left : (long) Math.ceil(left / rate)) + rounding;
  }

  /** Stops the monotonic clock, as when the machine is suspended, or lets it go on. */
  public void stand(boolean still, long nowTrue) {
    sinceNanos = nanos(nowTrue);
    sinceTrue = nowTrue;
    standing = still;
  }

  /** Returns by how many nanoseconds the wall clock was set so far. */
  public long wallOffsetNanos() {
    return wallOffsetNanos;
  }

  /** Sets the wall clock: it shows so many nanoseconds more than it would have from the start. */
  public void setWall(long offsetNanos) {
    wallOffsetNanos = offsetNanos;
  }
}
