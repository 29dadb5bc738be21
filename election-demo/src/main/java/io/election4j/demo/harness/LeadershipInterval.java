package io.election4j.demo.harness;

import static java.util.Objects.requireNonNull;

/**
 * The time in which one candidate trusted itself to lead one election, in one term.
 *
 * <p>Both ends are readings of one machine's monotonic clock ({@link System#nanoTime()} on Linux is
 * the same clock in all processes). The start belongs to the interval, the end does not: an
 * interval may start where another ends. For a candidate that was killed or stopped, the end is its
 * last renewal's m0 + D.
 *
 * @param election the name of the election
 * @param term the term, above 0
 * @param candidate names one process, and no other
 * @param fromNanos when leadership became valid
 * @param untilNanos when it was valid no more; not before {@code fromNanos}
 */
public record LeadershipInterval(
    String election, long term, String candidate, long fromNanos, long untilNanos) {

  public LeadershipInterval {
    requireNonNull(election, "election");
    requireNonNull(candidate, "candidate");
    if (term <= 0) {
      throw new IllegalArgumentException("term " + term + " of '" + election + "' is not above 0");
    }
    if (untilNanos < fromNanos) {
      throw new IllegalArgumentException(
          "untilNanos " + untilNanos + " is before fromNanos " + fromNanos);
    }
  }

  /** Returns for how long both were valid at the same time, in nanoseconds; 0 if never. */
  public long overlapNanos(LeadershipInterval other) {
    long from = Math.max(fromNanos, other.fromNanos);
    long until = Math.min(untilNanos, other.untilNanos);
    return until <= from ? 0 : until - from;
  }
}
