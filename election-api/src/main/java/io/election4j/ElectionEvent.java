package io.election4j;

import java.time.Duration;

/**
 * What happened in an election, from this process's point of view.
 *
 * <p>Of one election, events come in order and one at a time. Every {@link Elected} is followed by
 * exactly one {@link Revoked} of the same term before the next {@link Elected}. State changes
 * before the event: when {@link Revoked} arrives, {@link Leadership#isValid()} is already false.
 */
public sealed interface ElectionEvent {

  /** Returns the election's name. */
  String election();

  /** Returns the term that this event belongs to. */
  long term();

  /**
   * This process leads.
   *
   * @param election as in {@link ElectionEvent#election()}
   * @param leadership valid from now on
   */
  record Elected(String election, Leadership leadership) implements ElectionEvent {
    @Override
    public long term() {
      return leadership.term();
    }
  }

  /**
   * This process no longer leads.
   *
   * @param election as in {@link ElectionEvent#election()}
   * @param term as in {@link ElectionEvent#term()}
   * @param reason why
   */
  record Revoked(String election, long term, Reason reason) implements ElectionEvent {}

  /**
   * Renewals fail, this process leads for the time being.
   *
   * @param election as in {@link ElectionEvent#election()}
   * @param term as in {@link ElectionEvent#term()}
   * @param remaining how long leadership stays valid if no renewal succeeds
   */
  record AtRisk(String election, long term, Duration remaining) implements ElectionEvent {}

  /**
   * A renewal succeeded after {@link AtRisk}.
   *
   * @param election as in {@link ElectionEvent#election()}
   * @param term as in {@link ElectionEvent#term()}
   */
  record Recovered(String election, long term) implements ElectionEvent {}

  /**
   * Another leader, or this one, is in office.
   *
   * @param election as in {@link ElectionEvent#election()}
   * @param leader who leads now
   */
  record LeaderChanged(String election, Leader leader) implements ElectionEvent {
    @Override
    public long term() {
      return leader.term();
    }
  }

  /**
   * Nobody holds the office.
   *
   * @param election as in {@link ElectionEvent#election()}
   * @param term of the last leader; 0 if there never was one
   */
  record Vacant(String election, long term) implements ElectionEvent {}

  /** Why a leader was revoked. */
  enum Reason {
    /** It left the election. */
    LEFT,
    /** {@link Elections#close()}. */
    CLOSED,
    /** It stepped down or handed over, of its own will. */
    STEPPED_DOWN,
    /** Somebody asked for it, in the election's record. */
    REQUESTED,
    /** The whole process is drained. */
    DRAINED,
    /** It is not fit to stand any more. */
    UNFIT,
    /** A candidate of a higher priority is there. */
    YIELDED,
    /** No renewal was acknowledged in time. */
    STORE_UNREACHABLE,
    /** The process did not run for so long that its lease is no longer trusted. */
    PAUSED,
    /**
     * The wall clock ran ahead of the monotonic one for so much that the lease is no longer
     * trusted: the machine was suspended, or its clock set.
     */
    CLOCK_JUMPED,
    /** A rival found the lease silent and ended it. */
    LEASE_ENDED,
    /** The store names another leader, or none. */
    SUPERSEDED
  }
}
