package io.election4j.internal.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
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
  private final Interner interner = new Interner();
  private final TreeMap<String, ElectionState> states = new TreeMap<>();
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
            state -> states.remove(state.election, state));
  }

  Reconciler reconciler() {
    return reconciler;
  }

  // == Who takes part ==

  void join(Input.Join join) {
    ElectionState state = states.computeIfAbsent(join.election(), ElectionState::new);
    if (!state.joined) {
      state.begin();
      queues.reads.add(state.election);
    }
    state.candidate |= join.candidate();
    state.confirms |= join.confirms();
    reconciler.consider(state);
  }

  void leave(String election, Reason reason) {
    ElectionState state = states.get(election);
    if (state == null) {
      step.say(new EngineEvent.Left(election));
    } else if (state.joined) {
      state.joined = false;
      state.candidate = false;
      state.leave(reason, step::say);
      reconciler.consider(state);
    }
  }

  void leaveAll(Reason reason) {
    joined().forEach(election -> leave(election, reason));
  }

  List<ElectionState> all() {
    return List.copyOf(states.values());
  }

  /** Returns the names of all elections that somebody takes part in. */
  List<String> joined() {
    return states.values().stream().filter(e -> e.joined).map(e -> e.election).toList();
  }

  boolean isEmpty() {
    return states.isEmpty();
  }

  @Nullable ElectionState state(String election) {
    return states.get(election);
  }

  /** Returns the terms that this process leads. */
  List<ElectionState.LedTerm> leading() {
    return states.values().stream().flatMap(e -> Stream.ofNullable(e.leading())).toList();
  }

  /** Returns whether no election is led or held and all work has stopped. */
  boolean settled() {
    // What is held is counted, so that not every step has to look at all that is not.
    return !reconciler.needLease() && states.values().stream().allMatch(reconciler::settled);
  }

  /** Returns all elections in their order, from this name on. */
  Iterable<ElectionState> from(String election) {
    return states.tailMap(election, true).values();
  }

  /** Returns the next batch of the rolling cycle over all elections. */
  List<String> nextToReread(int most) {
    List<String> batch = states.tailMap(cursor, false).keySet().stream().limit(most).toList();
    String last = batch.isEmpty() ? "" : batch.get(batch.size() - 1);
    cursor = states.isEmpty() || last.equals(states.lastKey()) ? "" : last;
    return batch;
  }

  // == What is known ==

  /** A record was read by, or written by, a request of this number, or is a {@link #HINT}. */
  void learn(ElectionRecord record, long number, ClockReading now) {
    ElectionState state = know(record, number, now);
    if (state != null) {
      reconciler.consider(state);
    }
  }

  /**
   * The same, without deciding what follows.
   *
   * @return its election, if it is the newest record known of one; {@code null} if not
   */
  @Nullable ElectionState know(ElectionRecord record, long number, ClockReading now) {
    ElectionState state = states.get(record.election());
    if (state == null) {
      if (lease.id() == null || !record.heldBy(lease.id())) {
        return null;
      }
      state = ghost(record.election());
    }
    ElectionRecord known = state.record;
    boolean newer =
        known == null || record.revision() > known.revision() || record.term() > known.term();
    if (!newer && number <= state.learnedAt) {
      return null;
    }
    if (number == HINT && state.contradictedBy(record)) {
      // It may be older than a record that was deleted and made anew: reading tells.
      queues.reads.add(state.election);
      return null;
    }
    if (number != HINT) {
      quarantine.read(state, record, now);
    }
    accept(state, interner.of(state, record));
    return state;
  }

  /**
   * Our lease holds an election that nobody joined: a claim was applied after we had given it up.
   */
  private ElectionState ghost(String election) {
    ElectionState state = new ElectionState(election);
    state.leftTold = true;
    states.put(election, state);
    return state;
  }

  private void accept(ElectionState state, ElectionRecord record) {
    if (state.record != null && !Objects.equals(state.record.holder(), record.holder())) {
      // Only then: watching a holder anew would restart its timer.
      reconciler.unwatch(state);
    }
    state.became(record, step.now());
    state.absent = false;
    state.learnedAt = step.newestNumber();
    state.highestTerm = Math.max(state.highestTerm, record.term());
    tell(state, record);
    state.recordIs(record, step::say);
    published(state);
  }

  /** Tells if followers are told already what they are to be told. */
  void published(ElectionState state) {
    ElectionRecord record = state.record;
    if (record != null && state.published()) {
      state.publication = null;
      step.say(new EngineEvent.Published(record));
    }
  }

  /** A record was asked for by an action of this number, and is not in the store. */
  void absent(String election, long number, ClockReading now) {
    ElectionState state = states.get(election);
    if (state == null || number <= state.learnedAt && state.record != null) {
      return;
    }
    ElectionRecord none = ElectionRecord.created(election);
    if (state.record != null) {
      quarantine.gone(state, none, now);
    }
    if (state.absent) {
      // It was created, and is not there all the same.
      queues.creates.holdBack(now);
    }
    reconciler.unwatch(state);
    state.record = null;
    state.absent = true;
    tell(state, none);
    reconciler.consider(state);
  }

  private void tell(ElectionState state, ElectionRecord record) {
    ElectionRecord told = state.told;
    boolean same =
        told != null
            && told.term() == record.term()
            && Objects.equals(told.holder(), record.holder())
            && Objects.equals(told.leader(), record.leader())
            && told.value().equals(record.value());
    state.told = record;
    if (!same && state.joined) {
      step.say(new EngineEvent.Changed(record));
    }
  }

  // == What happened ==

  void consider(Collection<String> elections) {
    for (String election : elections) {
      ElectionState state = states.get(election);
      if (state != null) {
        reconciler.consider(state);
      }
    }
  }

  void considerAll() {
    all().forEach(reconciler::consider);
  }

  /** Our lease is gone: every term led under it is over. */
  void leaseLost(LeaseId lost, Reason reason) {
    states.values().forEach(e -> e.leaseLost(lost, reason, step::say));
    considerAll();
  }

  void lapsed(String election, long term) {
    ElectionState state = states.get(election);
    if (state != null) {
      state.lapsed(term, step::say);
      reconciler.consider(state);
    }
  }

  void workStopped(String election, long term) {
    ElectionState state = states.get(election);
    if (state == null || state.workTerm() != term) {
      return;
    }
    eligibility.workStopped(state);
    state.workStopped(step::say);
    reconciler.consider(state);
  }

  /** The store is another one: nothing is claimed for as long as any lease may live unseen. */
  void replaced(String former, String present, ClockReading now) {
    if (quarantine.replaced(former, present)) {
      step.say(new EngineEvent.StoreReplaced(former, present));
    }
    quarantine.doubtAll(watchedLeases.longestTtl(), now);
    states.values().forEach(state -> state.elsewhere = state.record != null);
    queues.reads.addAll(states.keySet());
  }

  /** Does what was to be done when some time is over. */
  void timesUp(ClockReading now) {
    for (ElectionState state : stopDeadlines.overdue(now)) {
      state.overdue(step::say);
      step.say(new EngineEvent.Overdue(state.election, state.workTerm(), reconciler.ours(state)));
      reconciler.consider(state);
    }
    eligibility.ended(now).forEach(reconciler::consider);
    quarantine.ended(now).forEach(reconciler::consider);
    if (quarantine.allEnded(now)) {
      considerAll();
    }
  }
}
