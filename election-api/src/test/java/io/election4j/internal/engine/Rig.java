package io.election4j.internal.engine;

import io.election4j.Candidate;
import io.election4j.Timing;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * An engine whose world is the test: its clock, its users and its store. T 15 s, so D 12 s,
 * heartbeat 3 s, operation timeout 3 s, grace 2 s and poll 500 ms.
 *
 * <p>Actions are answered by an in-memory store as soon as {@link #settle()} or {@link #pass} is
 * called, unless their kind is {@linkplain #hold held}; those wait for the test to answer them.
 */
final class Rig {

  static final Timing TIMING = Timing.ofLease(Duration.ofSeconds(15));

  static final Throwable LOST = StoreException.unavailable("no answer in time", null);

  final InMemoryLeaseStore store = InMemoryLeaseStore.create();
  private final List<StoreRequest> pending = new ArrayList<>();
  private final List<StoreRequest> asked = new ArrayList<>();
  private final List<EngineEvent> told = new ArrayList<>();
  private final Set<Class<? extends StoreRequest>> held = new HashSet<>();
  private final Set<Class<? extends StoreRequest>> failing = new HashSet<>();
  private final Engine engine;
  private final StoreAnswers answers = new StoreAnswers(store);
  private UnaryOperator<Observation> reads = UnaryOperator.identity();
  private ClockReading now = new ClockReading(Long.MAX_VALUE - 5_000_000_000L, 1_700_000_000_000L);
  private long wakeNanos;
  private long ids;

  Rig() {
    this(TIMING);
  }

  Rig(Timing timing) {
    this(EngineConfig.of(timing, Candidate.named("we")));
  }

  Rig(EngineConfig config) {
    engine = new Engine(config, () -> id(++ids), now);
    take(new Input.Tick());
  }

  /** The id of the n-th lease of this engine, from 1 on. */
  static LeaseId id(long n) {
    return new LeaseId(new UUID(0, n));
  }

  static LeaseId rival(long n) {
    return new LeaseId(new UUID(1, n));
  }

  /** Returns an engine that leads this election with term 1 under its first lease. */
  static Rig leading(String election) {
    Rig rig = new Rig();
    rig.join(election);
    rig.settle();
    rig.forget();
    return rig;
  }

  /** Returns an engine that stands in an election which a rival holds. */
  static Rig following(String election) {
    Rig rig = new Rig();
    rig.rivalLeads(1, election);
    rig.join(election);
    rig.settle();
    rig.forget();
    return rig;
  }

  // == The users ==

  Step join(String election) {
    return take(new Input.Join(election, true));
  }

  Step observe(String election) {
    return take(new Input.Join(election, false));
  }

  Step leave(String election) {
    return take(new Input.Leave(election));
  }

  Step workStopped(String election, long term) {
    return take(new Input.WorkStopped(election, term));
  }

  Step close() {
    return take(new Input.Close());
  }

  // == Time ==

  ClockReading now() {
    return now;
  }

  /** Lets time pass in which the engine does not run. */
  void pause(Duration span) {
    now = new ClockReading(now.plus(span), now.wallMillis() + span.toMillis());
  }

  /** Sets the wall clock. */
  void setWallClock(Duration by) {
    now = new ClockReading(now.nanos(), now.wallMillis() + by.toMillis());
  }

  Step tick() {
    return take(new Input.Tick());
  }

  /** Lets time pass, with a tick whenever the engine asked for one and answers at once. */
  void pass(Duration span) {
    settle();
    long end = now.plus(span);
    while (wakeNanos - end < 0) {
      pause(Duration.ofNanos(Math.max(1, wakeNanos - now.nanos())));
      tick();
      settle();
    }
    pause(Duration.ofNanos(end - now.nanos()));
    tick();
    settle();
  }

  // == The store ==

  /** Leaves actions of this kind to the test from now on. */
  Rig hold(Class<? extends StoreRequest> kind) {
    held.add(kind);
    return this;
  }

  /** Answers what was held so far, and what comes. */
  Rig release() {
    held.clear();
    settle();
    return this;
  }

  /** From now on actions of this kind fail without having been applied. */
  Rig failing(Class<? extends StoreRequest> kind) {
    failing.add(kind);
    return this;
  }

  /** From now on nothing fails. */
  Rig healed() {
    failing.clear();
    return this;
  }

  /** From now on this is what reads show. */
  void reads(UnaryOperator<Observation> change) {
    reads = change;
  }

  /** Answers everything that is not held, until nothing more is asked. */
  void settle() {
    for (int i = 0; i < 10_000; i++) {
      StoreRequest next =
          pending.stream().filter(a -> !held.contains(a.getClass())).findFirst().orElse(null);
      if (next == null) {
        return;
      }
      answer(next);
    }
    throw new AssertionError(
        "the engine asks for ever: " + asked.subList(asked.size() - 5, asked.size()));
  }

  /** Applies an action to the store and hands the answer over. */
  Step answer(StoreRequest action) {
    return reply(failing.contains(action.getClass()) ? failed(action) : apply(action));
  }

  /** Answers an action that was never applied, or whose answer was lost. */
  Step fail(StoreRequest action) {
    return reply(failed(action));
  }

  Step reply(Input.Reply reply) {
    pending.removeIf(action -> action.number() == reply.number());
    return take(reply);
  }

  static Input.Reply failed(StoreRequest action) {
    return Input.Reply.unknown(action, LOST);
  }

  /** Applies an action to the store; returns the answer, which the engine does not get. */
  Input.Reply apply(StoreRequest action) {
    return answers.to(action, reads);
  }

  // == WatchedLeases ==

  /** As {@link #rivalTakes}, of an election that need not exist. */
  void rivalLeads(long n, String election) {
    store.create(List.of(election)).block();
    rivalTakes(n, election);
  }

  /** Opens the n-th rival's lease and lets it take an election from whoever has it. */
  void rivalTakes(long n, String election) {
    Lease lease = Lease.opening(rival(n), TIMING.lease(), Candidate.named("rival"));
    store.open(lease).block();
    store.claim(lease, List.of(record(election))).blockLast();
  }

  void rivalRenews(long n) {
    store.renew(rival(n)).block();
  }

  ElectionRecord record(String election) {
    return store.observe(null, List.of(), List.of(election)).block().records().get(0);
  }

  String identity() {
    return store.observe(null, List.of(), List.of()).block().identity();
  }

  Lease lease(LeaseId id) {
    return store.observe(null, List.of(id), List.of()).block().leases().get(0);
  }

  // == What the engine did ==

  Step take(Input input) {
    Step step = engine.step(input, now);
    wakeNanos = step.wakeNanos();
    asked.addAll(step.actions());
    pending.addAll(step.actions());
    told.addAll(step.events());
    return step;
  }

  /** Returns all that was asked of one kind since {@link #forget()}. */
  <A extends StoreRequest> List<A> asked(Class<A> kind) {
    return asked.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<StoreRequest> asked() {
    return List.copyOf(asked);
  }

  /** Returns the oldest action of one kind that is not answered yet. */
  <A extends StoreRequest> A pending(Class<A> kind) {
    return pending.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  List<EngineEvent> told() {
    return List.copyOf(told);
  }

  <S extends EngineEvent> List<S> told(Class<S> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** One election won. */
  record Win(String election, long term, LeaseId lease) {}

  List<Win> wins() {
    return told(EngineEvent.Elected.class).stream()
        .map(elected -> new Win(elected.election(), elected.term(), elected.lease()))
        .toList();
  }

  /** Forgets what was asked and told so far. */
  void forget() {
    asked.clear();
    told.clear();
  }
}
