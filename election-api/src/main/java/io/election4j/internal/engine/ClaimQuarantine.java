package io.election4j.internal.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which elections must not be claimed for a while, because the store went backwards or is another
 * one: a lease may be alive there that nobody has seen.
 */
final class ClaimQuarantine {

  private final StepBuilder step;
  private final Duration shortest;
  private final ElectionTimers single;

  /** The stores that have answered since the doubt about all began. */
  private final Set<String> met = new HashSet<>();

  private boolean all;
  private long allUntilNanos;

  /**
   * Creates no doubts.
   *
   * @param shortest how long a doubt lasts at least
   */
  ClaimQuarantine(StepBuilder step, Duration shortest) {
    this.step = step;
    this.shortest = shortest;
    single = new ElectionTimers(step);
  }

  boolean about(ElectionState state) {
    return all || single.about(state);
  }

  void doubt(ElectionState state, ClockReading now) {
    single.until(state, now.plus(shortest));
  }

  /** This election is left; should it be joined again, that is another state. */
  void forget(ElectionState state) {
    single.forget(state);
  }

  /**
   * Another store answers; returns whether that is news, and not one of several that answer by
   * turns.
   */
  boolean replaced(String former, String present) {
    if (!all) {
      met.clear();
    }
    met.add(former);
    return met.add(present);
  }

  void doubtAll(Duration longestTtl, ClockReading now) {
    all = true;
    allUntilNanos = now.plus(longestTtl.compareTo(shortest) > 0 ? longestTtl : shortest);
  }

  /** Returns whether the doubt about all has just ended. */
  boolean allEnded(ClockReading now) {
    if (!all) {
      return false;
    }
    all = !now.reached(allUntilNanos);
    if (all) {
      step.wakeAt(allUntilNanos);
    }
    return !all;
  }

  /** Returns the elections whose doubt has just ended. */
  List<ElectionState> ended(ClockReading now) {
    return single.ended(now);
  }
}
