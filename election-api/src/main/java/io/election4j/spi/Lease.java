package io.election4j.spi;

import static java.util.Objects.requireNonNull;

import io.election4j.Candidate;
import java.time.Duration;

/**
 * What one candidate process renews, for all its elections at once.
 *
 * @param id new for every incarnation of the process
 * @param version 1 when opened, one more with every renewal
 * @param ttl how long the lease counts as live after its last change was observed; whole
 *     milliseconds
 * @param state {@link State#ENDED} is for ever
 * @param candidate who renews it
 */
public record Lease(LeaseId id, long version, Duration ttl, State state, Candidate candidate) {

  /** Whether a lease may still be renewed. */
  public enum State {
    LIVE,
    ENDED
  }

  public Lease {
    requireNonNull(id, "id");
    requireNonNull(ttl, "ttl");
    requireNonNull(state, "state");
    requireNonNull(candidate, "candidate");
  }

  /** Returns a lease as {@link LeaseStore#open} inserts it: LIVE, version 1. */
  public static Lease opening(LeaseId id, Duration ttl, Candidate candidate) {
    return new Lease(id, 1, ttl, State.LIVE, candidate);
  }

  /**
   * Returns an absent lease as {@link LeaseStore#fence} inserts it at version 0: ENDED, so that it
   * can never be opened; version 0, a ttl of zero, and a candidate named {@code absent} without
   * attributes. Nobody reads more of it than that it is ENDED.
   */
  public static Lease fenced(LeaseId id) {
    return new Lease(id, 0, Duration.ZERO, State.ENDED, Candidate.named("absent"));
  }

  /** Returns whether this lease was LIVE when it was read. */
  public boolean live() {
    return state == State.LIVE;
  }
}
