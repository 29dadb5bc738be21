package io.election4j.internal.engine;

import java.time.Duration;

/**
 * The end of a span of time that must be over on neither of two clocks.
 *
 * <p>A monotonic clock stops while a machine is suspended, and a wall clock may be set; whichever
 * says that the time is up is believed. A wall clock set back changes nothing, one set forward only
 * ends the span early.
 *
 * @param nanos on the monotonic clock
 * @param wallMillis on the wall clock
 */
public record Deadline(long nanos, long wallMillis) {

  /** Returns the deadline this long after a moment. */
  static Deadline after(ClockReading start, Duration span) {
    return new Deadline(start.plus(span), start.wallMillis() + span.toMillis());
  }

  /** Returns whether either clock has reached this deadline. */
  public boolean passed(ClockReading now) {
    return now.reached(nanos) || passedOnWallClock(now);
  }

  boolean passedOnWallClock(ClockReading now) {
    return now.wallMillis() >= wallMillis;
  }

  /**
   * Returns how many nanoseconds are left on the more pessimistic clock; 0 if the deadline has
   * passed.
   */
  public long remainingNanos(ClockReading now) {
    long wall = Math.max(0, wallMillis - now.wallMillis());
    return Math.max(0, Math.min(nanos - now.nanos(), wall * 1_000_000));
  }

  Deadline earlier(Duration span) {
    return new Deadline(nanos - span.toNanos(), wallMillis - span.toMillis());
  }
}
