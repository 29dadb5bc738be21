package io.election4j.spi;

import static java.util.Objects.requireNonNull;

import io.election4j.Candidate;
import io.election4j.Request;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds of one election; never deleted, and never written by heartbeats.
 *
 * @param election the name, exactly as given: case, accents and all
 * @param term the fencing token: 0 until the first leader, higher with every claim, unchanged by
 *     anything else
 * @param revision one more with every write of this record
 * @param holder the lease that holds the election; {@code null} if it is vacant
 * @param ttl the holder's; {@code null} if vacant
 * @param leader the candidate as published to followers; {@code null} if vacant
 * @param value what the leader proclaimed last; it outlives the leader; empty at first
 * @param request of a held record: what somebody asks of the leader; of a vacant one: for whom it
 *     is reserved for a moment; {@code null} if there is none, and after every claim
 */
public record ElectionRecord(
    String election,
    long term,
    long revision,
    @Nullable LeaseId holder,
    @Nullable Duration ttl,
    @Nullable Candidate leader,
    String value,
    @Nullable Request request) {

  public ElectionRecord {
    requireNonNull(election, "election");
    requireNonNull(value, "value");
    if (holder != null && (ttl == null || leader == null)) {
      throw new IllegalArgumentException(
          "holder " + holder + " of election '" + election + "' without ttl or leader");
    }
    if (holder == null && (ttl != null || leader != null)) {
      throw new IllegalArgumentException(
          "ttl or leader of election '" + election + "' without holder");
    }
  }

  /** Creates a record without a request. */
  public ElectionRecord(
      String election,
      long term,
      long revision,
      @Nullable LeaseId holder,
      @Nullable Duration ttl,
      @Nullable Candidate leader,
      String value) {
    this(election, term, revision, holder, ttl, leader, value, null);
  }

  /** Returns a record as {@link LeaseStore#create} makes it. */
  public static ElectionRecord created(String election) {
    return new ElectionRecord(election, 0, 0, null, null, null, "");
  }

  /**
   * Returns this record as {@link LeaseStore#claim} leaves it: held by the claimant and led by its
   * candidate, without a request, one revision later, with the same value.
   *
   * @param newTerm the new term, above the one stored and the one that the claimant had seen
   */
  public ElectionRecord claimedBy(Lease me, long newTerm) {
    return new ElectionRecord(
        election, newTerm, revision + 1, me.id(), me.ttl(), me.candidate(), value);
  }

  /**
   * Returns this record one revision later, held by nobody.
   *
   * @param reservation for whom it is reserved; {@code null} for anyone
   */
  public ElectionRecord vacated(@Nullable Request reservation) {
    return new ElectionRecord(election, term, revision + 1, null, null, null, value, reservation);
  }

  /** Returns this record one revision later, with what followers are told. */
  public ElectionRecord published(Candidate newLeader, String newValue) {
    return new ElectionRecord(
        election, term, revision + 1, holder, ttl, newLeader, newValue, request);
  }

  /** Returns this record one revision later, with a request. */
  public ElectionRecord asked(@Nullable Request newRequest) {
    return new ElectionRecord(election, term, revision + 1, holder, ttl, leader, value, newRequest);
  }

  /** Returns this record at another term, with nothing else changed: not the revision either. */
  public ElectionRecord withTerm(long newTerm) {
    return new ElectionRecord(election, newTerm, revision, holder, ttl, leader, value, request);
  }

  /** Returns this record at another revision, with nothing else changed. */
  public ElectionRecord withRevision(long newRevision) {
    return new ElectionRecord(election, term, newRevision, holder, ttl, leader, value, request);
  }

  /** Returns whether nobody holds this election. */
  public boolean vacant() {
    return holder == null;
  }

  /** Returns whether this lease holds this election. */
  public boolean heldBy(LeaseId lease) {
    return lease.equals(holder);
  }
}
