package io.election4j.proof.oracle;

import io.election4j.Candidate;
import io.election4j.ElectionEvent.Reason;
import io.election4j.Timing;
import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.Deadline;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.internal.engine.Step;
import io.election4j.internal.engine.StoreRequest;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Observation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A process without an engine, which does as a test says. T is 15 s, D 12 s, the election "a". */
final class Actor implements Subject {

  static final Timing TIMING = Timing.ofLease(Duration.ofSeconds(15));

  final LeaseId lease;
  private final Candidate candidate;
  private final ModelStore store;
  private final Oracle oracle;
  private ClockReading now = new ClockReading(0, 0);
  private long number;

  Actor(long id, ModelStore store, Oracle oracle) {
    this.lease = new LeaseId(new UUID(0, id));
    this.candidate = Candidate.named("p" + id);
    this.store = store;
    this.oracle = oracle;
  }

  @Override
  public Timing timing() {
    return TIMING;
  }

  @Override
  public Duration drain() {
    return timing().lease();
  }

  @Override
  public ClockReading now() {
    return now;
  }

  Actor at(double seconds) {
    now = new ClockReading((long) (seconds * 1e9), (long) (seconds * 1e3));
    return this;
  }

  // == Steps ==

  Actor step(Input input, List<EngineEvent> signals, StoreRequest... actions) {
    oracle.took(this, input, now, new Step(List.of(actions), signals, now.nanos()));
    return this;
  }

  Actor tick(StoreRequest... actions) {
    return step(new Input.Tick(), List.of(), actions);
  }

  Actor says(EngineEvent... signals) {
    return step(new Input.Tick(), List.of(signals));
  }

  long next() {
    return ++number;
  }

  // == What leaders do ==

  private Lease opening() {
    return Lease.opening(lease, TIMING.lease(), candidate);
  }

  /** Opens a lease and renews it for the first time, now. */
  Actor opens() {
    return opensOnly().renewsAtOnce(store);
  }

  Actor opensOnly() {
    StoreRequest.Open open = new StoreRequest.Open(next(), opening());
    tick(open);
    return step(store.apply(open), List.of(trusts(now, 12)));
  }

  EngineEvent trusts(ClockReading from, double seconds) {
    return new EngineEvent.Trusted(
        lease,
        new Deadline(
            from.nanos() + (long) (seconds * 1e9), from.wallMillis() + (long) (seconds * 1e3)));
  }

  StoreRequest.Renew renews() {
    return new StoreRequest.Renew(next(), lease);
  }

  StoreRequest.Claim claims(ElectionRecord seen) {
    return new StoreRequest.Claim(next(), opening(), List.of(seen));
  }

  Actor joins() {
    return step(new Input.Join("a", true), List.of());
  }

  Actor renewsAtOnce(ModelStore store) {
    StoreRequest.Renew renewal = renews();
    tick(renewal);
    return step(store.apply(renewal), List.of(trusts(now, 12)));
  }

  StoreRequest.Vacate vacates(ElectionRecord held) {
    return new StoreRequest.Vacate(next(), List.of(new Amendment.Vacate(held)));
  }

  StoreRequest.Publish publishes(ElectionRecord held) {
    Amendment.Publish publish = new Amendment.Publish(held, opening().candidate(), "x");
    return new StoreRequest.Publish(next(), List.of(publish));
  }

  /** Ends its lease and sees in a listing that it is ended. */
  Actor lists(ModelStore store) {
    tick(new StoreRequest.End(next(), lease));
    store.apply(new StoreRequest.End(0, lease));
    StoreRequest.ListLeases list = new StoreRequest.ListLeases(next());
    tick(list);
    return step(store.apply(list), List.of());
  }

  /** Claims the election as it is stored, and leads it. */
  Actor leads() {
    store.apply(new StoreRequest.Create(0, List.of("a")));
    StoreRequest.Claim claim = claims(store.record("a"));
    tick(claim);
    Input.Reply answer = store.apply(claim);
    return step(answer, List.of(elected(store.record("a").term())));
  }

  EngineEvent elected(long term) {
    Lease mine = opening();
    ElectionRecord won = new ElectionRecord("a", term, 1, lease, mine.ttl(), mine.candidate(), "");
    return new EngineEvent.Elected(won, lease, null, Duration.ZERO);
  }

  EngineEvent revoked(long term) {
    return new EngineEvent.Revoked("a", term, Reason.STORE_UNREACHABLE, 0);
  }

  /** Reads this of the store called so. */
  Actor reads(String identity, List<LeaseId> watched, List<Lease> leases, ElectionRecord... all) {
    long read = next();
    List<String> names = List.of(all).stream().map(ElectionRecord::election).toList();
    tick(new StoreRequest.Observe(read, null, watched, names));
    Observation seen = new Observation(identity, null, List.of(all), leases);
    return step(new Input.Observed(read, seen, null), List.of());
  }
}
