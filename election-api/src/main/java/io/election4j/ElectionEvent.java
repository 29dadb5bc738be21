package io.election4j;

import java.time.Duration;

/**
 * What happened in an election, from this process's point of view.
 *
 * <p>Of one election, events come in order and one at a time. Every {@link Elected} is followed by
 * exactly one {@link Revoked} of the same term before the next {@link Elected}. State changes
 * before the event: when {@link Revoked} arrives, {@link Leadership#isValid()} is already false.
 *
 * <p>Of all, {@code election} and {@code term} are {@link #election()} and {@link #term()}.
 */
public sealed interface ElectionEvent {

  /** Returns the election's name. */
  String election();

  /** Returns the term that this event belongs to. */
  long term();

  /**
   * This process leads.
   *
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
   * @param reason why
   * @param newerTerm the term that is known to have followed; 0 if none is
   */
  record Revoked(String election, long term, Reason reason, long newerTerm)
      implements ElectionEvent {}

  /**
   * This process, which leads, has said that it is {@linkplain Leadership#ready ready}, and
   * followers can find it. Only where it stands {@linkplain Candidacy#confirmed() confirmed}: else
   * it is ready with {@link Elected}.
   */
  record Ready(String election, long term) implements ElectionEvent {}

  /**
   * Work of this process was asked to stop, and has not for longer than it may. {@link Revoked} has
   * been told. Told again if {@code held} changes.
   *
   * @param sinceStopRequested how long ago it was asked to stop
   * @param held whether the election's record still names this process, so that nobody else can
   *     lead; if not, the work runs while another process may lead
   */
  record WorkOverdue(String election, long term, Duration sinceStopRequested, boolean held)
      implements ElectionEvent {}

  /**
   * Renewals fail, this process leads for the time being.
   *
   * @param remaining how long leadership stays valid if no renewal succeeds
   */
  record AtRisk(String election, long term, Duration remaining) implements ElectionEvent {}

  /** A renewal succeeded after {@link AtRisk}. */
  record Recovered(String election, long term) implements ElectionEvent {}

  /**
   * Another leader, or this one, was elected, or has something else published.
   *
   * @param leader who leads now
   */
  record LeaderChanged(String election, Leader leader) implements ElectionEvent {
    @Override
    public long term() {
      return leader.term();
    }
  }

  /**
   * Nobody leads: the record names nobody, or whoever it names has not been heard of for its lease.
   *
   * @param term of the last leader; 0 if there never was one
   * @param vacantFor for how long nothing was seen of a leader
   */
  record Vacant(String election, long term, Duration vacantFor) implements ElectionEvent {}

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
    /** No renewal was acknowledged in time, and nothing else was answered of late. */
    STORE_UNREACHABLE,
    /**
     * No renewal was acknowledged in time, though the store answered to other calls. This process
     * {@linkplain StoreEvent.StandsBack stands back} from all elections for a while.
     */
    RENEWALS_FAILED,
    /** The process did not run for so long that its lease is no longer trusted. */
    PAUSED,
    /**
     * The wall clock ran ahead of the monotonic one for so much that the lease is no longer
     * trusted: the machine was suspended, or its clock set.
     */
    CLOCK_JUMPED,
    /**
     * The store refused to renew the lease: a rival found it silent and ended it, or the store has
     * lost it, or is another one.
     */
    LEASE_ENDED,
    /** The store names another leader, or none. */
    SUPERSEDED,
    /**
     * The store went back to what it held before, or has lost the election: it does not know of
     * this term.
     */
    STORE_REGRESSED,
    /** Another store answers, which does not know of this term. */
    STORE_REPLACED
  }
}
