package io.election4j.cli;

import java.util.OptionalLong;

/**
 * When a guarded command is to be asked to stop, and when it is to be killed.
 *
 * <p>All times are points on {@link System#nanoTime()}'s clock, compared by their difference. Not
 * safe for use by many threads.
 */
final class Countdown {

  private static final long LONGEST_MARGIN_NANOS = 500_000_000L;

  private final long graceNanos;
  private final long marginNanos;
  private long deadlineNanos;
  private OptionalLong stopByNanos = OptionalLong.empty();
  private boolean over;

  /**
   * Starts with a first deadline.
   *
   * @param graceNanos how long before the deadline the command is asked to stop; it is killed half
   *     of that, at most 500 ms, before the deadline, for on a busy machine a kill takes time too
   */
  Countdown(long graceNanos, long deadlineNanos) {
    this.graceNanos = graceNanos;
    this.marginNanos = Math.min(graceNanos / 2, LONGEST_MARGIN_NANOS);
    this.deadlineNanos = deadlineNanos;
  }

  /** Moves the deadline, if this is a later one and the command was not yet asked to stop by it. */
  void trustUntil(long nanos) {
    if (!over && nanos - deadlineNanos > 0) {
      deadlineNanos = nanos;
    }
  }

  /** Asks the command to stop now, to be killed at {@code nanos} if the deadline is not sooner. */
  void stopBy(long nanos) {
    if (stopByNanos.isEmpty() || nanos - stopByNanos.getAsLong() < 0) {
      stopByNanos = OptionalLong.of(nanos);
    }
  }

  /** Returns whether the command is to be asked to stop; once true, it stays so. */
  boolean stopDue(long now) {
    over = over || now - (deadlineNanos - graceNanos) >= 0;
    return over || stopByNanos.isPresent();
  }

  /** Returns whether the command is to be killed. */
  boolean killDue(long now) {
    return now - killAt() >= 0;
  }

  /** Returns how long nothing is due, if nothing else happens; zero or less if something is. */
  long quietNanos(long now) {
    return (stopDue(now) ? killAt() : deadlineNanos - graceNanos) - now;
  }

  private long killAt() {
    long last = deadlineNanos - marginNanos;
    long asked = stopByNanos.orElse(last);
    return asked - last < 0 ? asked : last;
  }
}
