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
  private final Consumer<Entry> forget;
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
      Consumer<Entry> forget) {
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
  void consider(Entry entry) {
    watch(entry);
    stepDowns.consider(entry);
    stopDeadlines.watch(entry, ours(entry), step.now());
    Wanted wanted = wanted(entry);
    boolean ours = ours(entry);
    count(
        entry,
        wanted == Wanted.CLAIM || !entry.following() || ours,
        eligibility.lists(entry),
        ours);
    switch (wanted) {
      case CREATE -> queues.creates.add(entry.election);
      case CLAIM -> queues.claims.add(entry.election);
      case VACATE -> vacate(entry);
      case PUBLISH -> queues.publications.add(entry.election);
      case WAIT -> forgetIfDone(entry);
    }
  }

  private void count(Entry entry, boolean needsLease, boolean lists, boolean holds) {
    held += (holds ? 1 : 0) - (entry.held ? 1 : 0);
    entry.held = holds;
    needingLease += (needsLease ? 1 : 0) - (entry.needsLease ? 1 : 0);
    listing += (lists ? 1 : 0) - (entry.lists ? 1 : 0);
    entry.needsLease = needsLease;
    entry.lists = lists;
  }

  /** The one place that says what is to be done about an election. */
  Wanted wanted(Entry entry) {
    if (entry.office instanceof Office.Vacating vacating) {
      boolean ready = vacating.attempt() == 0 && entry.record != null && !writing(entry);
      return ready ? Wanted.VACATE : Wanted.WAIT;
    }
    if (entry.office instanceof Office.Leading && entry.publication != null) {
      return writing(entry) ? Wanted.WAIT : Wanted.PUBLISH;
    }
    if (!entry.following() || entry.working()) {
      return Wanted.WAIT;
    }
    ElectionRecord record = entry.record;
    if (record == null) {
      return entry.absent && entry.candidate ? Wanted.CREATE : Wanted.WAIT;
    }
    return ours(entry) ? wantedOfOurs(entry, record) : wantedOfOthers(entry, record);
  }

  private Wanted wantedOfOurs(Entry entry, ElectionRecord record) {
    // Claiming from ourselves a store that went back would only lead through all terms again.
    boolean vacates = !eligibility.stands(entry) || record.term() < entry.highestTerm;
    if (writing(entry)) {
      return Wanted.WAIT;
    }
    return vacates ? Wanted.VACATE : doubted(entry) ? Wanted.WAIT : Wanted.CLAIM;
  }

  private Wanted wantedOfOthers(Entry entry, ElectionRecord record) {
    boolean claimable = record.holder() == null || watchedLeases.ended(record.holder());
    boolean claims = claimable && eligibility.stands(entry) && !doubted(entry) && !writing(entry);
    return claims && !eligibility.holdsBack(entry, record) ? Wanted.CLAIM : Wanted.WAIT;
  }

  /**
   * Returns whether an amendment of the record is under way, which may outlive its tenure if the
   * lease is lost meanwhile: one write of a record at a time.
   */
  private boolean writing(Entry entry) {
    return queues.vacations.underWay(entry.election)
        || queues.publications.underWay(entry.election);
  }

  /** Returns whether the store is not to be believed that an election is free. */
  boolean doubted(Entry entry) {
    return quarantine.about(entry);
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

  /** Returns whether this process may hold this office. */
  boolean stands(Entry entry) {
    return eligibility.stands(entry);
  }

  /** Returns whether the record names our lease. */
  boolean ours(Entry entry) {
    return entry.heldBy(lease.id());
  }

  /** Returns whether the office is left and all work has stopped. */
  boolean settled(Entry entry) {
    return entry.following() && !entry.working() && !ours(entry);
  }

  private void vacate(Entry entry) {
    ElectionRecord record = entry.record;
    LeaseId holder = record == null ? null : record.holder();
    if (entry.following() && record != null && holder != null) {
      Office.Tenure tenure = new Office.Tenure(entry.election, record.term(), holder);
      entry.office = new Office.Vacating(tenure, null, 0);
    }
    queues.vacations.add(entry.election);
  }

  private void forgetIfDone(Entry entry) {
    if (entry.joined || !entry.following() || entry.working() || ours(entry)) {
      return;
    }
    if (!entry.leftTold) {
      entry.leftTold = true;
      step.say(new EngineEvent.Left(entry.election));
    }
    if (entry.claimedUnder == null || !lease.is(entry.claimedUnder)) {
      unwatch(entry);
      quarantine.forget(entry);
      eligibility.forget(entry);
      forget.accept(entry);
    }
  }

  private void watch(Entry entry) {
    ElectionRecord record = entry.record;
    if (record == null || record.holder() == null || record.ttl() == null) {
      return;
    }
    if (entry.candidate && !lease.is(record.holder())) {
      watchedLeases.holds(record.holder(), entry.election, record.ttl());
      leaderless(entry, record, record.holder());
    } else {
      unwatch(entry);
    }
  }

  /** Notes, once, that the leader named by the record is gone, or that it lives after all. */
  private void leaderless(Entry entry, ElectionRecord record, LeaseId holder) {
    boolean gone = watchedLeases.ended(holder);
    if (gone && entry.leaderless == null) {
      ClockReading now = step.now();
      long since = watchedLeases.lastSeen(holder).orElse(now.nanos());
      entry.leaderless = new ClockReading(since, now.wallMillis());
      step.say(new EngineEvent.Leaderless(record, Duration.ofNanos(now.nanos() - since)));
    } else if (!gone && entry.leaderless != null) {
      entry.leaderless = null;
      step.say(new EngineEvent.Changed(record));
    }
  }

  /** The record known is about to be replaced. */
  void unwatch(Entry entry) {
    if (entry.record != null && entry.record.holder() != null) {
      watchedLeases.holdsNoMore(entry.record.holder(), entry.election);
    }
  }
}
