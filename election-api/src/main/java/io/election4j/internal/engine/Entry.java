package io.election4j.internal.engine;

import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows of one election. Mutable, changed by {@link ElectionTable}, {@link
 * Reconciler} and {@link WriteScheduler} only.
 */
final class Entry {

  final String election;

  /** Whether somebody takes part, and as a candidate. */
  boolean joined;

  boolean candidate;

  /** Whether followers are told where the leader is only once it says that it is ready. */
  boolean confirms;

  /** What keeps a candidate from standing: a bit for each gate. */
  private int closed;

  /** Whether there is something to claim or held, and whether we are to be listed for this. */
  boolean needsLease;

  boolean lists;

  /** Whether {@link #record} is known to name our lease. */
  boolean held;

  /** Where we stand. */
  Office office = Office.FOLLOWING;

  /**
   * The newest record known; {@code null} before it was read and while it is absent from the store.
   */
  @Nullable ElectionRecord record;

  boolean absent;

  /** Whether {@link #record} is of another store than the one that answers now. */
  boolean elsewhere;

  /** The newest action there was when {@link #record} was learned: later ones read later. */
  long learnedAt;

  /** The highest term ever seen, and the highest that we led. */
  long highestTerm;

  long lastLed;

  /** The term whose work has not stopped yet, and the lease it was done under. */
  long workTerm;

  @Nullable LeaseId workLease;

  /**
   * The lease under which we claimed last. A copy of that claim may still be applied, and a store
   * that loses writes may bring it back, so we look for as long as that lease is ours.
   */
  @Nullable LeaseId claimedUnder;

  /** What followers are to be told while we lead; {@code null} once they are. */
  @Nullable Publication publication;

  /** For whom the vacancy we leave is reserved; {@code null} for anyone. */
  @Nullable Request handover;

  /** How long we do not stand after our work has stopped. */
  Duration coolDown = Duration.ZERO;

  /** The candidate of a higher priority that we stepped down for last. */
  @Nullable LeaseId yieldedTo;

  /** Who led before the leader that {@link #record} names, if we saw it. */
  @Nullable Candidate former;

  @Nullable LeaseId formerHolder;

  /** Since when nobody has been seen to lead; {@code null} while somebody does. */
  @Nullable ClockReading leaderless;

  /** The revision of the vacancy that we have decided how long to hold back from. */
  long heldBackFrom = -1;

  /** The revision of the vacancy that we have decided about when we could claim it. */
  long gaveWayAt = -1;

  /** How long the work has to stop. */
  StopDeadlines.Stage stage = StopDeadlines.Stage.NONE;

  /** What followers were told last, and whether the leaver was. */
  @Nullable ElectionRecord told;

  boolean leftTold;

  Entry(String election) {
    this.election = election;
  }

  /**
   * Returns the record to claim: with the highest term ever seen, so that the next one is above it
   * even if the store went back.
   */
  @Nullable ElectionRecord seen() {
    ElectionRecord r = record;
    return r == null || r.term() >= highestTerm
        ? r
        : new ElectionRecord(
            election,
            highestTerm,
            r.revision(),
            r.holder(),
            r.ttl(),
            r.leader(),
            r.value(),
            r.request());
  }

  /** Makes this what it is for somebody who takes part anew. */
  void begin() {
    joined = true;
    leftTold = false;
    told = null;
    closed = 0;
  }

  /** Returns whether a record cannot have followed the one known. */
  boolean contradictedBy(ElectionRecord later) {
    ElectionRecord known = record;
    if (known == null) {
      return false;
    }
    boolean rewritten = later.revision() == known.revision() && later.term() != known.term();
    return rewritten || later.term() < known.term() || later.revision() < known.revision();
  }

  void gate(Input.Gate gate, boolean open) {
    int bit = 1 << gate.ordinal();
    closed = open ? closed & ~bit : closed | bit;
  }

  boolean closed(Input.Gate gate) {
    return (closed & 1 << gate.ordinal()) != 0;
  }

  /** The record is this now; keeps who led before, and since when nobody does. */
  void became(ElectionRecord now, ClockReading reading) {
    ElectionRecord before = record;
    boolean another = before == null || !Objects.equals(before.holder(), now.holder());
    if (another && before != null && before.holder() != null) {
      former = before.leader();
      formerHolder = before.holder();
      handover = null;
    }
    if (another) {
      leaderless = now.vacant() ? reading : null;
    }
    record = now;
  }

  /** We lead from now on, and whatever was wanted of an earlier term is over. */
  void leads(Office.Tenure tenure) {
    office = new Office.Leading(tenure);
    lastLed = tenure.term();
    workTerm = tenure.term();
    workLease = tenure.lease();
    publication = null;
    handover = null;
    coolDown = Duration.ZERO;
  }

  boolean working() {
    return workTerm != 0;
  }

  boolean following() {
    return office instanceof Office.Following;
  }

  boolean heldBy(@Nullable LeaseId lease) {
    return lease != null && record != null && record.heldBy(lease);
  }
}
