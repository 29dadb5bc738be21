package io.election4j.internal.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All the elections of this process: who takes part, what is known, what happened. */
final class ElectionTable {

  /** Stands for the number of an action where there was none. */
  static final long HINT = 0;

  private final OwnLease lease;
  private final WatchedLeases watchedLeases;
  private final Eligibility eligibility;
  private final StopDeadlines stopDeadlines;
  private final Queues queues;
  private final StepBuilder step;
  private final ClaimQuarantine quarantine;
  private final Reconciler reconciler;
  private final Regressions regressions;
  private final Interner interner = new Interner();
  private final TreeMap<String, Entry> entries = new TreeMap<>();
  private String cursor = "";

  ElectionTable(
      OwnLease lease,
      WatchedLeases watchedLeases,
      ClaimQuarantine quarantine,
      Eligibility eligibility,
      StepDownPolicy stepDowns,
      StopDeadlines stopDeadlines,
      Queues queues,
      StepBuilder step) {
    this.lease = lease;
    this.watchedLeases = watchedLeases;
    this.eligibility = eligibility;
    this.stopDeadlines = stopDeadlines;
    this.queues = queues;
    this.step = step;
    this.quarantine = quarantine;
    this.regressions = new Regressions(quarantine, step);
    this.reconciler =
        new Reconciler(
            lease,
            watchedLeases,
            quarantine,
            eligibility,
            stepDowns,
            stopDeadlines,
            queues,
            step,
            entry -> entries.remove(entry.election, entry));
  }

  Reconciler reconciler() {
    return reconciler;
  }

  // == Who takes part ==

  void join(Input.Join join) {
    Entry entry = entries.computeIfAbsent(join.election(), Entry::new);
    if (!entry.joined) {
      entry.begin();
      queues.reads.add(entry.election);
    }
    entry.candidate |= join.candidate();
    entry.confirms |= join.confirms();
    reconciler.consider(entry);
  }

  void leave(String election, Reason reason) {
    Entry entry = entries.get(election);
    if (entry == null) {
      step.say(new EngineEvent.Left(election));
    } else if (entry.joined) {
      entry.joined = false;
      entry.candidate = false;
      entry.office = entry.office.leave(reason, step::say);
      reconciler.consider(entry);
    }
  }

  void leaveAll(Reason reason) {
    joined().forEach(election -> leave(election, reason));
  }

  List<Entry> all() {
    return List.copyOf(entries.values());
  }

  /** Returns the names of all elections that somebody takes part in. */
  List<String> joined() {
    return entries.values().stream().filter(e -> e.joined).map(e -> e.election).toList();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  @Nullable Entry entry(String election) {
    return entries.get(election);
  }

  /** Returns the terms that this process leads. */
  List<Office.Tenure> leading() {
    return entries.values().stream()
        .map(entry -> entry.office)
        .filter(Office.Leading.class::isInstance)
        .map(office -> ((Office.Leading) office).tenure())
        .toList();
  }

  /** Returns whether every office is left and all work has stopped. */
  boolean settled() {
    // What is held is counted, so that not every step has to look at all that is not.
    return !reconciler.needLease() && entries.values().stream().allMatch(reconciler::settled);
  }

  /** Returns all elections in their order, from this name on. */
  Iterable<Entry> from(String election) {
    return entries.tailMap(election, true).values();
  }

  /** Returns the next batch of the rolling cycle over all elections. */
  List<String> nextToReread(int most) {
    List<String> batch = entries.tailMap(cursor, false).keySet().stream().limit(most).toList();
    String last = batch.isEmpty() ? "" : batch.get(batch.size() - 1);
    cursor = entries.isEmpty() || last.equals(entries.lastKey()) ? "" : last;
    return batch;
  }

  // == What is known ==

  /** A record was read by, or written by, an action of this number, or is a {@link #HINT}. */
  void learn(ElectionRecord record, long number, ClockReading now) {
    Entry entry = entries.get(record.election());
    if (entry == null) {
      if (lease.id() == null || !record.heldBy(lease.id())) {
        return;
      }
      entry = ghost(record.election());
    }
    ElectionRecord known = entry.record;
    boolean newer =
        known == null || record.revision() > known.revision() || record.term() > known.term();
    if (!newer && number <= entry.learnedAt) {
      return;
    }
    if (number == HINT && entry.contradictedBy(record)) {
      // It may be older than a record that was deleted and made anew: reading tells.
      queues.reads.add(entry.election);
      return;
    }
    if (number != HINT) {
      regressions.read(entry, record, now);
    }
    accept(entry, interner.of(entry, record));
  }

  /**
   * Our lease holds an election that nobody joined: a claim was applied after we had given it up.
   */
  private Entry ghost(String election) {
    Entry entry = new Entry(election);
    entry.leftTold = true;
    entries.put(election, entry);
    return entry;
  }

  private void accept(Entry entry, ElectionRecord record) {
    if (entry.record != null && !Objects.equals(entry.record.holder(), record.holder())) {
      // Only then: watching a holder anew would restart its timer.
      reconciler.unwatch(entry);
    }
    entry.became(record, step.now());
    entry.absent = false;
    entry.learnedAt = step.newestNumber();
    entry.highestTerm = Math.max(entry.highestTerm, record.term());
    tell(entry, record);
    entry.office = entry.office.recordIs(record, step::say);
    published(entry);
    reconciler.consider(entry);
  }

  /** Tells if followers are told already what they are to be told. */
  void published(Entry entry) {
    ElectionRecord record = entry.record;
    if (record != null && entry.publication != null && entry.publication.isIn(record)) {
      entry.publication = null;
      step.say(new EngineEvent.Published(record));
    }
  }

  /** A record was asked for by an action of this number, and is not in the store. */
  void absent(String election, long number, ClockReading now) {
    Entry entry = entries.get(election);
    if (entry == null || number <= entry.learnedAt && entry.record != null) {
      return;
    }
    ElectionRecord none = ElectionRecord.created(election);
    if (entry.record != null) {
      regressions.gone(entry, none, now);
    }
    if (entry.absent) {
      // It was created, and is not there all the same.
      queues.creates.holdBack(now);
    }
    reconciler.unwatch(entry);
    entry.record = null;
    entry.absent = true;
    tell(entry, none);
    reconciler.consider(entry);
  }

  private void tell(Entry entry, ElectionRecord record) {
    ElectionRecord told = entry.told;
    boolean same =
        told != null
            && told.term() == record.term()
            && Objects.equals(told.holder(), record.holder())
            && Objects.equals(told.leader(), record.leader())
            && told.value().equals(record.value());
    entry.told = record;
    if (!same && entry.joined) {
      step.say(new EngineEvent.Changed(record));
    }
  }

  // == What happened ==

  void consider(Collection<String> elections) {
    for (String election : elections) {
      Entry entry = entries.get(election);
      if (entry != null) {
        reconciler.consider(entry);
      }
    }
  }

  void considerAll() {
    all().forEach(reconciler::consider);
  }

  /** Our lease is gone: every tenure under it is over. */
  void leaseLost(LeaseId lost, Reason reason) {
    entries.values().forEach(e -> e.office = e.office.leaseLost(lost, reason, step::say));
    considerAll();
  }

  void lapsed(String election, long term) {
    Entry entry = entries.get(election);
    if (entry != null) {
      entry.office = entry.office.lapsed(term, step::say);
      reconciler.consider(entry);
    }
  }

  void workStopped(String election, long term) {
    Entry entry = entries.get(election);
    if (entry == null || entry.workTerm != term) {
      return;
    }
    entry.workTerm = 0;
    entry.workLease = null;
    eligibility.workStopped(entry);
    entry.office = entry.office.workStopped(term, step::say);
    reconciler.consider(entry);
  }

  /** The store is another one: nothing is claimed for as long as any lease may live unseen. */
  void replaced(String former, String present, ClockReading now) {
    if (quarantine.replaced(former, present)) {
      step.say(new EngineEvent.StoreReplaced(former, present));
    }
    quarantine.doubtAll(watchedLeases.longestTtl(), now);
    entries.values().forEach(entry -> entry.elsewhere = entry.record != null);
    queues.reads.addAll(entries.keySet());
  }

  /** Does what was to be done when some time is over. */
  void timesUp(ClockReading now) {
    for (Entry entry : stopDeadlines.overdue(now)) {
      entry.office = entry.office.overdue(step::say);
      step.say(new EngineEvent.Overdue(entry.election, entry.workTerm, reconciler.ours(entry)));
      reconciler.consider(entry);
    }
    eligibility.ended(now).forEach(reconciler::consider);
    quarantine.ended(now).forEach(reconciler::consider);
    if (quarantine.allEnded(now)) {
      considerAll();
    }
  }
}
