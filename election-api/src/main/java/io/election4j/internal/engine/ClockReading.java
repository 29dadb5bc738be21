package io.election4j.internal.engine;

import java.time.Duration;

/**
 * One moment on this process's two clocks.
 *
 * @param nanos the monotonic clock's, with an arbitrary origin; compared by difference only
 * @param wallMillis the wall clock's; only ever compared with this process's own earlier readings
 */
public record ClockReading(long nanos, long wallMillis) {

  /** Returns how many nanoseconds this moment is after another one; negative if it is before. */
  long since(ClockReading earlier) {
    return nanos - earlier.nanos;
  }

  /** Returns the monotonic reading this long after this moment. */
  long plus(Duration duration) {
    return nanos + duration.toNanos();
  }

  /** Returns whether the monotonic clock has reached a reading. */
  boolean reached(long deadlineNanos) {
    return nanos - deadlineNanos >= 0;
  }
}
