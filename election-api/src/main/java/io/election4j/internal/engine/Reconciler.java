package io.election4j.internal.engine;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.time.Duration;

/** Decides what follows for an election from what is known of it. */
final class Reconciler {

  /** What is to be done about an election. */
  enum Wanted {
    CREATE,
    CLAIM,
    VACATE,
    PUBLISH,
    WAIT
  }

  private final OwnLease own;
  private final WatchedLeases watchedLeases;
  private final Eligibility eligibility;

  Reconciler(OwnLease own, WatchedLeases watchedLeases, Eligibility eligibility) {
    this.own = own;
    this.watchedLeases = watchedLeases;
    this.eligibility = eligibility;
  }

  /**
   * The one place that says what is to be done about an election.
   *
   * @param doubted whether the store is not to be believed that it is free
   */
  Wanted wanted(ElectionState state, boolean doubted, ClockReading now) {
    ElectionRecord record = state.record;
    if (state.vacating()) {
      return state.vacationDue() && record != null ? Wanted.VACATE : Wanted.WAIT;
    }
    if (state.leading() != null && state.publication != null) {
      return Wanted.PUBLISH;
    }
    if (!state.following() || state.working()) {
      return Wanted.WAIT;
    }
    if (record == null) {
      return state.absent && state.candidate ? Wanted.CREATE : Wanted.WAIT;
    }
    if (ours(state)) {
      // Claiming from ourselves a store that went back would only lead through all terms again.
      boolean vacates = !eligibility.stands(state) || record.term() < state.highestTerm;
      return vacates ? Wanted.VACATE : doubted ? Wanted.WAIT : Wanted.CLAIM;
    }
    boolean claimable = record.holder() == null || watchedLeases.ended(record.holder());
    boolean claims = claimable && eligibility.stands(state) && !doubted;
    return claims && !eligibility.holdsBack(state, record, now) ? Wanted.CLAIM : Wanted.WAIT;
  }

  /** Returns whether the record names our lease. */
  boolean ours(ElectionState state) {
    return state.heldBy(own.id());
  }

  boolean ours(ElectionRecord record) {
    return own.id() != null && record.heldBy(own.id());
  }

  /** Returns whether this is neither led nor held and all work has stopped. */
  boolean settled(ElectionState state) {
    return state.following() && !state.working() && !ours(state);
  }

  /** Returns whether a claim that we made may still be applied, for the lease that we hold. */
  boolean mayWin(ElectionState state) {
    return state.claimedUnder != null && own.is(state.claimedUnder);
  }

  // == Who holds it ==

  /** Watches the lease that holds an election we stand in, if it is not ours. */
  void watch(ElectionState state, Step.Builder step) {
    ElectionRecord record = state.record;
    if (record == null || record.holder() == null || record.ttl() == null) {
      return;
    }
    if (state.candidate && !own.is(record.holder())) {
      watchedLeases.holds(record.holder(), state.election, record.ttl());
      leaderless(state, record, record.holder(), step);
    } else {
      unwatch(state);
    }
  }

  /** Notes, once, that the leader named by the record is gone, or that it lives after all. */
  private void leaderless(
      ElectionState state, ElectionRecord record, LeaseId holder, Step.Builder step) {
    boolean gone = watchedLeases.ended(holder);
    if (gone && state.leaderless == null) {
      ClockReading now = step.now();
      long since = watchedLeases.lastSeen(holder).orElse(now.nanos());
      state.leaderless = new ClockReading(since, now.wallMillis());
      step.say(new EngineEvent.Leaderless(record, Duration.ofNanos(now.nanos() - since)));
    } else if (!gone && state.leaderless != null) {
      state.leaderless = null;
      step.say(new EngineEvent.Changed(record));
    }
  }

  /** The record known is about to be replaced. */
  void unwatch(ElectionState state) {
    if (state.record != null && state.record.holder() != null) {
      watchedLeases.holdsNoMore(state.record.holder(), state.election);
    }
  }
}
