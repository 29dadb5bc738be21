package io.election4j.testkit.virtual.internal;

/** The two clocks of one machine, which need not agree with true time. */
public interface VirtualClock {

  /** Returns the monotonic clock's reading at a true time, in nanoseconds. */
  long nanos(long trueNanos);

  /** Returns the wall clock's reading at a true time, in milliseconds since 1970. */
  long wallMillis(long trueNanos);

  /**
   * Returns a true time, now or later, at which the monotonic clock is expected to show a reading;
   * whoever waits for it looks again then.
   */
  long trueTime(long nanos, long nowTrue);

  /** Stops the monotonic clock, as when the machine is suspended, or lets it go on. */
  void stand(boolean still, long nowTrue);
}
