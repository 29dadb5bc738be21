package io.election4j.engine;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows of one election. Mutable, changed by {@link Book}, {@link Decisions} and
 * {@link Writer} only.
 */
final class Entry {

  final String election;

  /** Whether somebody takes part, and as a candidate. */
  boolean joined;

  boolean candidate;

  /** Where we stand. */
  Office office = new Office.Following();

  /**
   * The newest record known; {@code null} before it was read and while it is absent from the store.
   */
  @Nullable ElectionRecord record;

  boolean absent;

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

  /** When {@link Doubts} about this election end, if there are any. */
  long doubtedUntilNanos;

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
