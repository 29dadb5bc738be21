package io.election4j.testkit.virtual.internal;

import java.time.Duration;
import java.time.Instant;

/** Clocks that run as true time does but for suspensions. */
public final class TrueClock implements VirtualClock {

  private static final long BEGIN = Instant.parse("2030-01-01T00:00:00Z").toEpochMilli();

  private long stood;
  private long standsSince = -1;

  /** Starts with true time. */
  public TrueClock() {}

  @Override
  public long nanos(long trueNanos) {
    return (standsSince >= 0 ? standsSince : trueNanos) - stood;
  }

  @Override
  public long wallMillis(long trueNanos) {
    return BEGIN + Duration.ofNanos(trueNanos).toMillis();
  }

  @Override
  public long trueTime(long nanos, long nowTrue) {
    return nowTrue + Math.max(0, nanos - nanos(nowTrue));
  }

  @Override
  public void stand(boolean still, long nowTrue) {
    if (still && standsSince < 0) {
      standsSince = nowTrue;
    } else if (!still && standsSince >= 0) {
      stood += nowTrue - standsSince;
      standsSince = -1;
    }
  }
}
