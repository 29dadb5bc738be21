package io.election4j.internal.engine;

import io.election4j.ElectionEvent.Reason;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All the elections of this process: who takes part, what is known, what happened, and what waits
 * to be asked of the store about them.
 */
final class ElectionTable implements StateKey.Part {

  /** Stands for the number of an action where there was none. */
  static final long HINT = 0;

  /** Beyond so many leases and candidates, those not met for the longest are kept repeatedly. */
  private static final int MOST_MET = 1000;

  final BatchQueue reads;
  final BatchQueue creates;
  final BatchQueue claims;
  final BatchQueue vacations;
  final BatchQueue publications;
  private final Reconciler reconciler;
  private final Eligibility eligibility;
  private final ClaimQuarantine quarantine;
  private final Duration drain;
  private final Duration grace;
  private final ElectionTimers stops = new ElectionTimers();
  private final TreeMap<String, ElectionState> states = new TreeMap<>();
  private final Map<Object, Object> met =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
          return size() > MOST_MET;
        }
      };
  private String cursor = "";
  private int needingLease;
  private int listing;
  private int held;

  ElectionTable(Reconciler reconciler, Eligibility eligibility, EngineConfig config) {
    this.reconciler = reconciler;
    this.eligibility = eligibility;
    drain = config.drain();
    grace = config.timing().grace();
    quarantine = new ClaimQuarantine(config.timing().lease());
    Duration pause = config.timing().poll();
    reads = new BatchQueue(pause);
    creates = new BatchQueue(pause);
    claims = new BatchQueue(pause);
    vacations = new BatchQueue(pause);
    publications = new BatchQueue(pause);
  }

  // == Who takes part ==

  void join(Input.Join join, Step.Builder step) {
    ElectionState state = states.computeIfAbsent(join.election(), ElectionState::new);
    if (!state.joined) {
      state.begin();
      reads.add(state.election);
    }
    state.candidate |= join.candidate();
    state.confirms |= join.confirms();
    consider(state, step);
  }

  void leave(String election, Reason reason, Step.Builder step) {
    ElectionState state = states.get(election);
    if (state == null) {
      step.say(new EngineEvent.Left(election));
    } else if (state.joined) {
      state.joined = false;
      state.candidate = false;
      state.leave(reason, step::say);
      consider(state, step);
    }
  }

  /**
   * Gives up an election of which the store can never keep a text that it needs. Of many, it is not
   * known which it is: smaller batches, which follow a failure, will tell.
   *
   * @return whether it was that
   */
  boolean refuse(Collection<String> asked, Input.Reply reply, Step.Builder step) {
    boolean refused = asked.size() == 1 && reply.unstorable();
    if (refused) {
      refuse(states.get(asked.iterator().next()), reply, step);
    }
    return refused;
  }

  /** Gives up all elections that we stand in if the store can never keep our lease. */
  void refuseCandidacies(Input.Reply reply, Step.Builder step) {
    if (reply.unstorable()) {
      all().stream().filter(state -> state.candidate).forEach(state -> refuse(state, reply, step));
    }
  }

  private void refuse(@Nullable ElectionState state, Input.Reply reply, Step.Builder step) {
    if (state != null && state.joined && reply.failure() instanceof StoreException cause) {
      step.say(new EngineEvent.Refused(state.election, cause));
      leave(state.election, Reason.LEFT, step);
    }
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
    return !needsLease() && states.values().stream().allMatch(reconciler::settled);
  }

  /** Returns all elections in their order, from this name on. */
  Iterable<ElectionState> from(String election) {
    return states.tailMap(election, true).values();
  }

  /** Returns the next batch of the rolling cycle over all elections. */
  List<String> nextToReread() {
    List<String> batch =
        states.tailMap(cursor, false).keySet().stream().limit(reads.limit()).toList();
    String last = batch.isEmpty() ? "" : batch.get(batch.size() - 1);
    cursor = states.isEmpty() || last.equals(states.lastKey()) ? "" : last;
    return batch;
  }

  /** Returns whether there is something to claim or held: whoever only follows needs no lease. */
  boolean needsLease() {
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

  // == What is known ==

  /** A record was read by, or written by, a request of this number, or is a {@link #HINT}. */
  void learn(ElectionRecord record, long number, Step.Builder step) {
    ElectionState state = know(record, number, step);
    if (state != null) {
      consider(state, step);
    }
  }

  /**
   * The same, without deciding what follows.
   *
   * @return its election, if it is the newest record known of one; {@code null} if not
   */
  @Nullable ElectionState know(ElectionRecord record, long number, Step.Builder step) {
    ElectionState state = states.get(record.election());
    if (state == null) {
      if (!reconciler.ours(record)) {
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
      reads.add(state.election);
      return null;
    }
    if (number != HINT) {
      quarantine.read(state, record, step);
    }
    accept(state, shared(state, record), step);
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

  /**
   * Returns an equal record of what is kept already: a store reads leases and candidates anew with
   * every record, and they are the same in all that one process leads.
   */
  private ElectionRecord shared(ElectionState state, ElectionRecord record) {
    ElectionRecord known = state.record;
    if (known != null && known.equals(record)) {
      return known;
    }
    return new ElectionRecord(
        state.election,
        record.term(),
        record.revision(),
        one(record.holder()),
        one(record.ttl()),
        one(record.leader()),
        known != null && known.value().equals(record.value()) ? known.value() : record.value(),
        record.request());
  }

  @SuppressWarnings("unchecked")
  private <T> @Nullable T one(@Nullable T value) {
    return value == null
        ? null
        : (T) Objects.requireNonNullElse(met.putIfAbsent(value, value), value);
  }

  private void accept(ElectionState state, ElectionRecord record, Step.Builder step) {
    if (state.record != null && !Objects.equals(state.record.holder(), record.holder())) {
      // Only then: watching a holder anew would restart its timer.
      reconciler.unwatch(state);
    }
    state.became(record, step.now());
    state.absent = false;
    state.learnedAt = step.newestNumber();
    state.highestTerm = Math.max(state.highestTerm, record.term());
    tell(state, record, step);
    state.recordIs(record, step::say);
    published(state, step);
  }

  /** Tells if followers are told already what they are to be told. */
  private static void published(ElectionState state, Step.Builder step) {
    ElectionRecord record = state.record;
    if (record != null && state.published()) {
      state.publication = null;
      step.say(new EngineEvent.Published(record));
    }
  }

  /** A record was asked for by an action of this number, and is not in the store. */
  void absent(String election, long number, Step.Builder step) {
    ElectionState state = states.get(election);
    if (state == null || number <= state.learnedAt && state.record != null) {
      return;
    }
    ElectionRecord none = ElectionRecord.created(election);
    if (state.record != null) {
      quarantine.gone(state, none, step);
    }
    if (state.absent) {
      // It was created, and is not there all the same.
      creates.holdBack(step.now());
    }
    reconciler.unwatch(state);
    state.record = null;
    state.absent = true;
    tell(state, none, step);
    consider(state, step);
  }

  private static void tell(ElectionState state, ElectionRecord record, Step.Builder step) {
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

  /**
   * The store is another one: nothing is claimed for as long as any lease may live unseen.
   *
   * @param longestTtl of any lease that was watched
   */
  void replaced(String former, String present, Duration longestTtl, Step.Builder step) {
    if (quarantine.replaced(former, present)) {
      step.say(new EngineEvent.StoreReplaced(former, present));
    }
    quarantine.doubtAll(longestTtl, step.now());
    states.values().forEach(state -> state.elsewhere = state.record != null);
    reads.addAll(states.keySet());
  }

  // == What happened ==

  /** Something happened to an election; without effect if there is none of this name. */
  void change(String election, Consumer<ElectionState> change, Step.Builder step) {
    ElectionState state = states.get(election);
    if (state != null) {
      change.accept(state);
      consider(state, step);
    }
  }

  void publish(Input.Publish publish, Step.Builder step) {
    ElectionState state = states.get(publish.election());
    if (state != null && state.leading() != null && state.leading().term() == publish.term()) {
      state.publication = new ElectionState.Publication(publish.leader(), publish.value());
      published(state, step);
      consider(state, step);
    }
  }

  void workStopped(Input.WorkStopped stopped, Step.Builder step) {
    ElectionState state = states.get(stopped.election());
    if (state != null && state.workTerm() == stopped.term()) {
      eligibility.workStopped(state, step.now());
      state.workStopped(step::say);
      consider(state, step);
    }
  }

  /** Our lease is gone: every term led under it is over. */
  void leaseLost(LeaseId lost, Reason reason, Step.Builder step) {
    states.values().forEach(e -> e.leaseLost(lost, reason, step::say));
    considerAll(step);
  }

  /** Does what was to be done when some time is over. */
  void timesUp(Step.Builder step) {
    for (ElectionState state : stops.ended(step)) {
      state.overdue(step::say);
      step.say(new EngineEvent.Overdue(state.election, state.workTerm(), reconciler.ours(state)));
      consider(state, step);
    }
    eligibility.ended(step).forEach(state -> consider(state, step));
    quarantine.ended(step).forEach(state -> consider(state, step));
    if (quarantine.allEnded(step)) {
      considerAll(step);
    }
  }

  // == What follows ==

  void consider(Collection<String> elections, Step.Builder step) {
    for (String election : elections) {
      ElectionState state = states.get(election);
      if (state != null) {
        consider(state, step);
      }
    }
  }

  void considerAll(Step.Builder step) {
    all().forEach(state -> consider(state, step));
  }

  /** Decides anew; called whenever anything about an election changed. */
  void consider(ElectionState state, Step.Builder step) {
    reconciler.watch(state, step);
    eligibility.consider(state, step);
    boolean ours = reconciler.ours(state);
    watchStop(state, ours, step.now());
    Reconciler.Wanted wanted = wanted(state, step.now());
    count(state, wanted == Reconciler.Wanted.CLAIM || !state.following() || ours, ours);
    switch (wanted) {
      case CREATE -> creates.add(state.election);
      case CLAIM -> claims.add(state.election);
      case VACATE -> {
        state.vacates();
        vacations.add(state.election);
      }
      case PUBLISH -> publications.add(state.election);
      case WAIT -> forgetIfDone(state, step);
    }
  }

  /** Gives work that is to stop its time: more of it in peace, while the record names us. */
  private void watchStop(ElectionState state, boolean ours, ClockReading now) {
    ElectionState.Stage stage = state.stage(ours);
    if (stage == ElectionState.Stage.NONE) {
      stops.forget(state);
      state.stage = stage;
    } else if (stage.compareTo(state.stage) > 0) {
      stops.until(state, now.plus(state.stopping() ? drain : grace));
      state.stage = stage;
    }
  }

  /** Returns what is to be done about an election now. */
  Reconciler.Wanted wanted(ElectionState state, ClockReading now) {
    // An amendment may outlive its term if the lease is lost: one write of a record at a time.
    boolean writing = vacations.underWay(state.election) || publications.underWay(state.election);
    return writing && state.record != null
        ? Reconciler.Wanted.WAIT
        : reconciler.wanted(state, doubted(state), now);
  }

  /** Returns whether this process may lead this election. */
  boolean stands(ElectionState state) {
    return eligibility.stands(state);
  }

  /** Returns whether the store is not to be believed that an election is free. */
  boolean doubted(ElectionState state) {
    return quarantine.about(state);
  }

  private void count(ElectionState state, boolean needsLease, boolean holds) {
    boolean lists = eligibility.lists(state);
    held += (holds ? 1 : 0) - (state.held ? 1 : 0);
    needingLease += (needsLease ? 1 : 0) - (state.needsLease ? 1 : 0);
    listing += (lists ? 1 : 0) - (state.lists ? 1 : 0);
    state.held = holds;
    state.needsLease = needsLease;
    state.lists = lists;
  }

  private void forgetIfDone(ElectionState state, Step.Builder step) {
    if (state.joined || !reconciler.settled(state)) {
      return;
    }
    if (!state.leftTold) {
      state.leftTold = true;
      step.say(new EngineEvent.Left(state.election));
    }
    if (!reconciler.mayWin(state)) {
      reconciler.unwatch(state);
      quarantine.forget(state);
      eligibility.forget(state);
      states.remove(state.election, state);
    }
  }

  @Override
  public void addTo(StateKey key) {
    key.add(reads, creates, claims, vacations, publications, quarantine, stops);
    key.add(states, cursor, needingLease, listing, held);
  }
}
