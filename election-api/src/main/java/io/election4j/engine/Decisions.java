package io.election4j.engine;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Decides what follows for an election from what is known of it. */
final class Decisions {

  /** What is to be done about an election. */
  enum Wanted {
    CREATE,
    CLAIM,
    VACATE,
    WAIT
  }

  private final OwnLease lease;
  private final Rivals rivals;
  private final Doubts doubts;
  private final Queues queues;
  private final Effects effects;
  private final Consumer<Entry> forget;
  private final Set<String> needingLease = new HashSet<>();

  /**
   * Creates the place of decisions.
   *
   * @param forget takes an election of which nothing has to be known any more
   */
  Decisions(
      OwnLease lease,
      Rivals rivals,
      Doubts doubts,
      Queues queues,
      Effects effects,
      Consumer<Entry> forget) {
    this.lease = lease;
    this.rivals = rivals;
    this.doubts = doubts;
    this.queues = queues;
    this.effects = effects;
    this.forget = forget;
  }

  /** Decides anew; called whenever anything about an election changed. */
  void consider(Entry entry) {
    watch(entry);
    Wanted wanted = wanted(entry);
    if (wanted == Wanted.CLAIM || !entry.following() || ours(entry)) {
      needingLease.add(entry.election);
    } else {
      needingLease.remove(entry.election);
    }
    switch (wanted) {
      case CREATE -> queues.creates.add(entry.election);
      case CLAIM -> queues.claims.add(entry.election);
      case VACATE -> vacate(entry);
      case WAIT -> forgetIfDone(entry);
    }
  }

  /** The one place that says what is to be done about an election. */
  Wanted wanted(Entry entry) {
    if (entry.office instanceof Office.Vacating vacating) {
      return vacating.attempt() == 0 && entry.record != null ? Wanted.VACATE : Wanted.WAIT;
    }
    if (!entry.following() || entry.working()) {
      return Wanted.WAIT;
    }
    ElectionRecord record = entry.record;
    if (record == null) {
      return entry.absent && entry.candidate ? Wanted.CREATE : Wanted.WAIT;
    }
    if (ours(entry) && (!entry.candidate || record.term() < entry.highestTerm)) {
      // Claiming from ourselves a store that went back would only lead through all terms again.
      return Wanted.VACATE;
    }
    boolean claimable = ours(entry) || record.holder() == null || rivals.ended(record.holder());
    return claimable && entry.candidate && !doubted(entry) ? Wanted.CLAIM : Wanted.WAIT;
  }

  /** Returns whether the store is not to be believed that an election is free. */
  boolean doubted(Entry entry) {
    return doubts.about(entry);
  }

  /** Returns whether there is something to claim or held: whoever only follows needs no lease. */
  boolean needLease() {
    return !needingLease.isEmpty();
  }

  /** Returns whether the record names our lease. */
  boolean ours(Entry entry) {
    return entry.heldBy(lease.id());
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
      effects.say(new Signal.Left(entry.election));
    }
    if (entry.claimedUnder == null || !lease.is(entry.claimedUnder)) {
      unwatch(entry);
      doubts.forget(entry);
      forget.accept(entry);
    }
  }

  private void watch(Entry entry) {
    ElectionRecord record = entry.record;
    if (record == null || record.holder() == null || record.ttl() == null) {
      return;
    }
    if (entry.candidate && !lease.is(record.holder())) {
      rivals.holds(record.holder(), entry.election, record.ttl());
    } else {
      unwatch(entry);
    }
  }

  /** The record known is about to be replaced. */
  void unwatch(Entry entry) {
    if (entry.record != null && entry.record.holder() != null) {
      rivals.holdsNoMore(entry.record.holder(), entry.election);
    }
  }
}
