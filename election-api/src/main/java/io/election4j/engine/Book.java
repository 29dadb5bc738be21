package io.election4j.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All the elections of this process, and what follows for each of them from what is known: whether
 * to read, create, claim or vacate its record, or to wait.
 */
final class Book {

  /** Who wants to claim. */
  private final OwnLease lease;

  private final Rivals rivals;
  private final Queues queues;
  private final Effects effects;
  private final Duration doubt;
  private final TreeMap<String, Entry> entries = new TreeMap<>();
  private final Set<String> needingLease = new HashSet<>();
  private final Set<Entry> doubtful = new LinkedHashSet<>();
  private long doubtedUntilNanos;
  private boolean doubted;
  private String cursor = "";

  Book(OwnLease lease, Rivals rivals, Queues queues, Effects effects, Duration doubt) {
    this.lease = lease;
    this.rivals = rivals;
    this.queues = queues;
    this.effects = effects;
    this.doubt = doubt;
  }

  // == Who takes part ==

  void join(String election, boolean candidate) {
    Entry entry = entries.computeIfAbsent(election, Entry::new);
    entry.candidate |= candidate;
    if (!entry.joined) {
      entry.joined = true;
      entry.leftTold = false;
      entry.told = null;
      queues.reads.add(election);
    }
    consider(entry);
  }

  void leave(String election, Reason reason) {
    Entry entry = entries.get(election);
    if (entry == null || !entry.joined) {
      effects.say(new Signal.Left(election));
      return;
    }
    entry.joined = false;
    entry.candidate = false;
    entry.office = entry.office.leave(reason, effects::say);
    consider(entry);
  }

  void leaveAll(Reason reason) {
    joined().forEach(election -> leave(election, reason));
  }

  /** Returns the names of all elections that somebody takes part in. */
  List<String> joined() {
    return entries.values().stream().filter(e -> e.joined).map(e -> e.election).toList();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Returns whether a lease is of use: to stand with, or to leave an office under. */
  boolean needsLease() {
    return !needingLease.isEmpty();
  }

  /** Returns whether every office is left and all work has stopped. */
  boolean settled() {
    return entries.values().stream()
        .allMatch(e -> !e.joined && e.following() && !e.working() && !ours(e));
  }

  /** Returns whether work under this lease has not stopped yet. */
  boolean worksUnder(LeaseId id) {
    return entries.values().stream().anyMatch(e -> e.working() && id.equals(e.workLease));
  }

  // == What is known ==

  /** A record was read by, or written by, an action of this number; 0 for a hint. */
  void learn(ElectionRecord record, long number, Moment now) {
    Entry entry = entries.get(record.election());
    if (entry == null) {
      if (lease.id() == null || !record.heldBy(lease.id())) {
        return;
      }
      entry = ghost(record.election());
    }
    ElectionRecord known = entry.record;
    boolean newer = known == null || record.revision() > known.revision();
    if (!newer && number <= entry.learnedAt) {
      return;
    }
    if (regressed(entry, record)) {
      effects.say(new Signal.StoreRegressed(regression(entry, record)));
      doubt(entry, now);
    }
    accept(entry, record);
  }

  private Entry ghost(String election) {
    Entry entry = new Entry(election);
    entry.leftTold = true;
    entries.put(election, entry);
    return entry;
  }

  private static boolean regressed(Entry entry, ElectionRecord record) {
    ElectionRecord known = entry.record;
    return known != null && (record.term() < known.term() || record.revision() < known.revision());
  }

  private static String regression(Entry entry, ElectionRecord record) {
    return "election '"
        + entry.election
        + "' went back to term "
        + record.term()
        + " after "
        + entry.highestTerm;
  }

  private void accept(Entry entry, ElectionRecord record) {
    unwatch(entry);
    entry.record = record;
    entry.absent = false;
    entry.learnedAt = effects.newestNumber();
    entry.highestTerm = Math.max(entry.highestTerm, record.term());
    tell(entry, record);
    entry.office = entry.office.recordIs(record, effects::say);
    consider(entry);
  }

  /** A record was asked for by an action of this number, and is not in the store. */
  void absent(String election, long number, Moment now) {
    Entry entry = entries.get(election);
    if (entry == null || number <= entry.learnedAt && entry.record != null) {
      return;
    }
    ElectionRecord none = ElectionRecord.created(election);
    if (entry.record != null) {
      effects.say(new Signal.StoreRegressed("the record of election '" + election + "' is gone"));
      doubt(entry, now);
      entry.office = entry.office.recordIs(none, effects::say);
    }
    unwatch(entry);
    entry.record = null;
    entry.absent = true;
    tell(entry, none);
    consider(entry);
  }

  private void tell(Entry entry, ElectionRecord record) {
    ElectionRecord told = entry.told;
    boolean same =
        told != null
            && told.term() == record.term()
            && Objects.equals(told.holder(), record.holder())
            && Objects.equals(told.leader(), record.leader());
    entry.told = record;
    if (!same && entry.joined) {
      effects.say(new Signal.Changed(record));
    }
  }

  // == What follows ==

  /**
   * Decides what is to be done next about an election; called whenever anything about it changed.
   */
  void consider(Entry entry) {
    watch(entry);
    if (entry.candidate || !entry.following() || ours(entry)) {
      needingLease.add(entry.election);
    } else {
      needingLease.remove(entry.election);
    }
    switch (wanted(entry)) {
      case CREATE -> queues.creates.add(entry.election);
      case CLAIM -> queues.claims.add(entry.election);
      case VACATE -> vacate(entry);
      case WAIT -> forgetIfDone(entry);
    }
  }

  /** What is to be done about an election. */
  enum Wanted {
    CREATE,
    CLAIM,
    VACATE,
    WAIT
  }

  /** The one place that decides it. */
  Wanted wanted(Entry entry) {
    if (entry.office instanceof Office.Vacating vacating) {
      return vacating.attempt() == 0 && entry.record != null ? Wanted.VACATE : Wanted.WAIT;
    }
    if (!entry.following() || entry.working() || lease.id() == null) {
      return Wanted.WAIT;
    }
    ElectionRecord record = entry.record;
    if (record == null) {
      return entry.absent && entry.candidate ? Wanted.CREATE : Wanted.WAIT;
    }
    if (ours(entry) && !entry.candidate) {
      return Wanted.VACATE;
    }
    boolean claimable = ours(entry) || record.holder() == null || rivals.ended(record.holder());
    return claimable && entry.candidate && !entry.doubted && !doubted ? Wanted.CLAIM : Wanted.WAIT;
  }

  private void vacate(Entry entry) {
    ElectionRecord record = entry.record;
    LeaseId holder = record == null ? null : record.holder();
    if (entry.following() && record != null && holder != null) {
      entry.office =
          new Office.Vacating(new Office.Tenure(entry.election, record.term(), holder), null, 0);
    }
    queues.vacations.add(entry.election);
  }

  private boolean ours(Entry entry) {
    return entry.heldBy(lease.id());
  }

  private void forgetIfDone(Entry entry) {
    if (entry.joined || !entry.following() || entry.working() || ours(entry)) {
      return;
    }
    if (!entry.leftTold) {
      entry.leftTold = true;
      effects.say(new Signal.Left(entry.election));
    }
    if (entry.suspect == null || !lease.is(entry.suspect)) {
      unwatch(entry);
      entries.remove(entry.election);
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

  private void unwatch(Entry entry) {
    if (entry.record != null && entry.record.holder() != null) {
      rivals.holdsNoMore(entry.record.holder(), entry.election);
    }
  }

  // == What happens to many at once ==

  void consider(Collection<String> elections) {
    for (String election : elections) {
      Entry entry = entries.get(election);
      if (entry != null) {
        consider(entry);
      }
    }
  }

  void considerAll() {
    List.copyOf(entries.values()).forEach(this::consider);
  }

  /** Our lease is gone: every tenure under it is over. */
  void leaseLost(LeaseId lost, Reason reason) {
    List<Entry> all = new ArrayList<>(entries.values());
    all.forEach(e -> e.office = e.office.leaseLost(lost, reason, effects::say));
    all.forEach(this::consider);
  }

  void workStopped(String election, long term) {
    Entry entry = entries.get(election);
    if (entry == null || entry.workTerm != term) {
      return;
    }
    entry.workTerm = 0;
    entry.workLease = null;
    entry.office = entry.office.workStopped(term, effects::say);
    consider(entry);
  }

  /** Returns the terms that this process leads. */
  List<Office.Tenure> leading() {
    return entries.values().stream()
        .map(entry -> entry.office)
        .filter(Office.Leading.class::isInstance)
        .map(office -> ((Office.Leading) office).tenure())
        .toList();
  }

  @Nullable Entry entry(String election) {
    return entries.get(election);
  }

  /** Returns the next batch of the rolling cycle over all elections. */
  List<String> nextToReread(int most) {
    List<String> batch = entries.tailMap(cursor, false).keySet().stream().limit(most).toList();
    cursor = batch.size() < most ? "" : batch.get(batch.size() - 1);
    return batch;
  }

  // == Doubt ==

  /** The store is another one: nothing is claimed for as long as any lease may live unseen. */
  void doubtAll(Moment now) {
    doubted = true;
    Duration longest = rivals.longestTtl();
    doubtedUntilNanos = now.plus(longest.compareTo(doubt) > 0 ? longest : doubt);
    queues.reads.addAll(entries.keySet());
  }

  private void doubt(Entry entry, Moment now) {
    entry.doubted = true;
    doubtful.add(entry);
    entry.doubtedUntilNanos = now.plus(doubt);
  }

  /** Ends the doubts whose time is over. */
  void trustAgain(Moment now) {
    if (doubted && now.reached(doubtedUntilNanos)) {
      doubted = false;
      considerAll();
    } else if (doubted) {
      effects.wakeAt(doubtedUntilNanos);
    }
    for (Entry entry : List.copyOf(doubtful)) {
      if (now.reached(entry.doubtedUntilNanos)) {
        entry.doubted = false;
        doubtful.remove(entry);
        consider(entry);
      } else {
        effects.wakeAt(entry.doubtedUntilNanos);
      }
    }
  }
}
