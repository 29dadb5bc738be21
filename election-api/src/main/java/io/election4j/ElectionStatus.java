package io.election4j;

import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A snapshot of one election as this process knows it.
 *
 * @param election the election's name
 * @param role as what this process takes part
 * @param term the newest term known; 0 if none is
 * @param since when this process noticed the last change of leadership, by the wall clock; when it
 *     joined, if there was none
 * @param remaining how long this process leads if no renewal succeeds from now on; zero if it does
 *     not lead
 * @param ready whether the leader, this process or another, can be worked with
 * @param leader who leads; empty if nobody does or it is not yet known
 * @param lastLoss why this process lost its last leadership; empty if it never did
 * @param gates what keeps this process from standing
 * @param candidate who this process stands as; of an observer too
 * @param lease the id of this process's lease; empty before it has one, and for observers
 * @param running whether this process still takes part: false after it left
 */
public record ElectionStatus(
    String election,
    Role role,
    long term,
    Instant since,
    Duration remaining,
    boolean ready,
    Optional<Leader> leader,
    Optional<ElectionEvent.Reason> lastLoss,
    Set<Gate> gates,
    Candidate candidate,
    Optional<LeaseId> lease,
    boolean running) {

  /** As what a process takes part in an election. */
  public enum Role {
    /** It leads. */
    LEADER,
    /** It stands, and does not lead. */
    FOLLOWER,
    /** It watches and never stands. */
    OBSERVER
  }

  /** What keeps a candidate from standing. */
  public enum Gate {
    /** It is not fit: {@link Candidacy#gatedBy}. */
    FITNESS,
    /** It has its share of a group's elections. */
    SHARE,
    /** Its process is drained: {@link Elections#drain}. */
    DRAIN,
    /** Its lease cannot be renewed while the store answers: {@link StoreEvent.StandsBack}. */
    RENEWALS
  }

  public ElectionStatus {
    gates = Set.copyOf(gates);
  }

  /** Returns whether this process leads. */
  public boolean leading() {
    return role == Role.LEADER;
  }
}
