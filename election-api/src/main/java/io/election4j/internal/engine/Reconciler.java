package io.election4j.internal.engine;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.function.Consumer;

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

  private final OwnLease lease;
  private final WatchedLeases watchedLeases;
  private final ClaimQuarantine quarantine;
  private final Eligibility eligibility;
  private final StepDownPolicy stepDowns;
  private final StopDeadlines stopDeadlines;
  private final Queues queues;
  private final StepBuilder step;
  private final Consumer<ElectionState> forget;
  private int needingLease;
  private int listing;
  private int held;

  /**
   * Creates the place of decisions.
   *
   * @param forget takes an election of which nothing has to be known any more
   */
  Reconciler(
      OwnLease lease,
      WatchedLeases watchedLeases,
      ClaimQuarantine quarantine,
      Eligibility eligibility,
      StepDownPolicy stepDowns,
      StopDeadlines stopDeadlines,
      Queues queues,
      StepBuilder step,
      Consumer<ElectionState> forget) {
    this.lease = lease;
    this.watchedLeases = watchedLeases;
    this.quarantine = quarantine;
    this.eligibility = eligibility;
    this.stepDowns = stepDowns;
    this.stopDeadlines = stopDeadlines;
    this.queues = queues;
    this.step = step;
    this.forget = forget;
  }

  /** Decides anew; called whenever anything about an election changed. */
  void consider(ElectionState state) {
    watch(state);
    stepDowns.consider(state);
    stopDeadlines.watch(state, ours(state), step.now());
    Wanted wanted = wanted(state);
    boolean ours = ours(state);
    count(
        state,
        wanted == Wanted.CLAIM || !state.following() || ours,
        eligibility.lists(state),
        ours);
    switch (wanted) {
      case CREATE -> queues.creates.add(state.election);
      case CLAIM -> queues.claims.add(state.election);
      case VACATE -> vacate(state);
      case PUBLISH -> queues.publications.add(state.election);
      case WAIT -> forgetIfDone(state);
    }
  }

  private void count(ElectionState state, boolean needsLease, boolean lists, boolean holds) {
    held += (holds ? 1 : 0) - (state.held ? 1 : 0);
    state.held = holds;
    needingLease += (needsLease ? 1 : 0) - (state.needsLease ? 1 : 0);
    listing += (lists ? 1 : 0) - (state.lists ? 1 : 0);
    state.needsLease = needsLease;
    state.lists = lists;
  }

  /** The one place that says what is to be done about an election. */
  Wanted wanted(ElectionState state) {
    if (state.vacating()) {
      boolean ready = state.vacationDue() && state.record != null && !writing(state);
      return ready ? Wanted.VACATE : Wanted.WAIT;
    }
    if (state.leading() != null && state.publication != null) {
      return writing(state) ? Wanted.WAIT : Wanted.PUBLISH;
    }
    if (!state.following() || state.working()) {
      return Wanted.WAIT;
    }
    ElectionRecord record = state.record;
    if (record == null) {
      return state.absent && state.candidate ? Wanted.CREATE : Wanted.WAIT;
    }
    return ours(state) ? wantedOfOurs(state, record) : wantedOfOthers(state, record);
  }

  private Wanted wantedOfOurs(ElectionState state, ElectionRecord record) {
    // Claiming from ourselves a store that went back would only lead through all terms again.
    boolean vacates = !eligibility.stands(state) || record.term() < state.highestTerm;
    if (writing(state)) {
      return Wanted.WAIT;
    }
    return vacates ? Wanted.VACATE : doubted(state) ? Wanted.WAIT : Wanted.CLAIM;
  }

  private Wanted wantedOfOthers(ElectionState state, ElectionRecord record) {
    boolean claimable = record.holder() == null || watchedLeases.ended(record.holder());
    boolean claims = claimable && eligibility.stands(state) && !doubted(state) && !writing(state);
    return claims && !eligibility.holdsBack(state, record) ? Wanted.CLAIM : Wanted.WAIT;
  }

  /**
   * Returns whether an amendment of the record is under way, which may outlive its term if the
   * lease is lost meanwhile: one write of a record at a time.
   */
  private boolean writing(ElectionState state) {
    return queues.vacations.underWay(state.election)
        || queues.publications.underWay(state.election);
  }

  /** Returns whether the store is not to be believed that an election is free. */
  boolean doubted(ElectionState state) {
    return quarantine.about(state);
  }

  /** Returns whether there is something to claim or held: whoever only follows needs no lease. */
  boolean needLease() {
    return needingLease > 0;
  }

  /** Returns whether the record of some election names our lease. */
  boolean holds() {
    return held > 0;
  }

  /** Returns whether this process stands somewhere and is fit to. */
  boolean listed() {
    return listing > 0;
  }

  /** Returns whether this process may lead this election. */
  boolean stands(ElectionState state) {
    return eligibility.stands(state);
  }

  /** Returns whether the record names our lease. */
  boolean ours(ElectionState state) {
    return state.heldBy(lease.id());
  }

  /** Returns whether this is neither led nor held and all work has stopped. */
  boolean settled(ElectionState state) {
    return state.following() && !state.working() && !ours(state);
  }

  private void vacate(ElectionState state) {
    state.vacates();
    queues.vacations.add(state.election);
  }

  private void forgetIfDone(ElectionState state) {
    if (state.joined || !state.following() || state.working() || ours(state)) {
      return;
    }
    if (!state.leftTold) {
      state.leftTold = true;
      step.say(new EngineEvent.Left(state.election));
    }
    if (state.claimedUnder == null || !lease.is(state.claimedUnder)) {
      unwatch(state);
      quarantine.forget(state);
      eligibility.forget(state);
      forget.accept(state);
    }
  }

  private void watch(ElectionState state) {
    ElectionRecord record = state.record;
    if (record == null || record.holder() == null || record.ttl() == null) {
      return;
    }
    if (state.candidate && !lease.is(record.holder())) {
      watchedLeases.holds(record.holder(), state.election, record.ttl());
      leaderless(state, record, record.holder());
    } else {
      unwatch(state);
    }
  }

  /** Notes, once, that the leader named by the record is gone, or that it lives after all. */
  private void leaderless(ElectionState state, ElectionRecord record, LeaseId holder) {
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
