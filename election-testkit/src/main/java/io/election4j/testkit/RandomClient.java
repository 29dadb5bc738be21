package io.election4j.testkit;

import io.election4j.Candidate;
import io.election4j.Request;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Observation;
import io.election4j.testkit.Histories.Span;
import io.election4j.testkit.history.Operation;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes one random call after the other, as somebody who knows only what it was told, and that not
 * always lately.
 */
final class RandomClient {

  /** Generators of neighbouring seeds begin alike. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final String name;
  private final LeaseStore store;
  private final Stage stage;
  private Random random = new Random(0);
  private boolean batches;
  private final Map<String, ElectionRecord> records = new ConcurrentHashMap<>();
  private final Map<LeaseId, Long> versions = new ConcurrentHashMap<>();
  private final Disposable.Composite left = Disposables.composite();
  private final AtomicInteger untold = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();

  /**
   * What many clients fight for.
   *
   * @param leases opened, renewed, ended and fenced by all
   * @param claimants the leases in whose name elections are claimed
   * @param histories what came of it
   */
  record Stage(
      List<Lease> leases, List<Lease> claimants, List<String> elections, Histories histories) {

    static Stage fresh() {
      return new Stage(Samples.leases(2), Samples.leases(3), Samples.elections(2), new Histories());
    }

    List<LeaseId> ids() {
      return leases.stream().map(Lease::id).toList();
    }
  }

  /** Creates a client that claims one record at a time. */
  RandomClient(String name, LeaseStore store, Stage stage) {
    this.name = name;
    this.store = store;
    this.stage = stage;
  }

  /** Makes the calls that belong to this seed. */
  RandomClient seeded(long seed) {
    random = new Random(seed * SPREAD);
    return this;
  }

  /** Claims all the records it knows at once. */
  RandomClient greedy() {
    batches = true;
    return this;
  }

  /** Returns how many calls failed, whose outcome therefore nobody knows. */
  int failures() {
    return failures.get();
  }

  /**
   * Makes calls one after the other.
   *
   * @param lost of how many calls one is left before its answer is there; 0 for none
   */
  Mono<Void> calls(int count, int lost) {
    return Flux.range(0, count)
        .concatMap(i -> lost > 0 && random.nextInt(lost) == 0 ? left(call()) : call(), 0)
        .then(Mono.defer(this::read));
  }

  /** Leaves a call without waiting for its answer; now and then the call is cancelled too. */
  private Mono<Void> left(Mono<Void> call) {
    boolean cancelled = random.nextBoolean();
    return Mono.fromRunnable(
        () -> {
          Disposable subscription = call.subscribe(answer -> {}, failure -> {});
          left.add(subscription);
          if (cancelled) {
            subscription.dispose();
          }
        });
  }

  /** Gives up on all answers that are still missing; afterwards the histories are complete. */
  void finish() {
    left.dispose();
    while (untold.get() > 0) {
      Thread.onSpinWait(); // an answer is being told on another thread
    }
  }

  /** Makes one call. */
  Mono<Void> call() {
    int choice = random.nextInt(20);
    if (choice < 3) {
      return read();
    }
    return choice < 10 ? leaseCall(one(stage.leases())) : recordCall(one(stage.elections()));
  }

  private Mono<Void> leaseCall(Lease lease) {
    LeaseId id = lease.id();
    int choice = random.nextInt(12);
    if (choice < 3) {
      return asked(id, () -> store.open(lease), LeaseCall.Open::new);
    }
    if (choice < 8) {
      return asked(id, () -> store.renew(id), LeaseCall.Renew::new);
    }
    if (choice < 11) {
      long version = Math.max(0, versions.getOrDefault(id, 0L) + random.nextInt(3) - 1);
      return asked(
          id, () -> store.fence(id, version), applied -> new LeaseCall.Fence(version, applied));
    }
    return asked(id, () -> store.end(id).thenReturn(true), ended -> new LeaseCall.End());
  }

  private Mono<Void> recordCall(String election) {
    ElectionRecord known = records.getOrDefault(election, ElectionRecord.created(election));
    int choice = random.nextInt(12);
    if (choice == 0 || !records.containsKey(election)) {
      records.putIfAbsent(election, known);
      return recorded(
          () -> store.create(List.of(election)).thenReturn(List.of()),
          (span, answer) -> stage.histories().add(election, span, new RecordCall.Create(election)));
    }
    if (choice < 6 || known.vacant()) {
      List<ElectionRecord> seen = batches ? List.copyOf(records.values()) : List.of(known);
      return claim(one(stage.claimants()), seen);
    }
    // Several changes within one term need somebody who is up to date.
    return batches || random.nextBoolean()
        ? amend(known, choice)
        : read().then(Mono.defer(() -> amend(records.getOrDefault(election, known), choice)));
  }

  private Mono<Void> amend(ElectionRecord known, int choice) {
    if (known.vacant()) {
      return Mono.empty();
    }
    String election = known.election();
    Amendment amendment = amendment(known, choice);
    return recorded(
        () -> store.amend(List.of(amendment)).collectList(),
        (span, changed) ->
            stage
                .histories()
                .add(
                    election,
                    span,
                    new RecordCall.Amend(
                        amendment, of(election, changed), refused(election, changed))));
  }

  private Amendment amendment(ElectionRecord known, int choice) {
    Request request = Request.transfer("somebody " + random.nextInt(1000), name);
    if (choice < 8) {
      return new Amendment.Vacate(known, random.nextBoolean() ? request : null);
    }
    return choice < 10
        ? new Amendment.Publish(known, Candidate.named(name), name + "-" + random.nextInt(1000))
        : new Amendment.Ask(known, request);
  }

  private Mono<Void> claim(Lease me, List<ElectionRecord> seen) {
    return recorded(
        () -> store.claim(me, seen).collectList(),
        (span, won) -> seen.forEach(before -> tellClaim(span, me, before, won)));
  }

  private void tellClaim(
      Span span, Lease me, ElectionRecord before, @Nullable List<ElectionRecord> answer) {
    String election = before.election();
    ElectionRecord won = of(election, answer);
    stage
        .histories()
        .add(election, span, new RecordCall.Claim(me, before, won, refused(election, answer)));
    if (won != null && batches) {
      stage.histories().add(election, span, new RecordCall.Read(won));
    }
  }

  /** Reads everything. */
  Mono<Void> read() {
    return timed(
        () -> store.observe(null, stage.ids(), stage.elections()),
        (span, seen) -> {
          if (seen != null) {
            stage.histories().add(span, seen, stage.ids(), stage.elections());
            learn(seen);
          }
        });
  }

  private void learn(Observation seen) {
    seen.records().forEach(this::learn);
    seen.leases().forEach(lease -> versions.put(lease.id(), lease.version()));
  }

  private void learn(ElectionRecord record) {
    records.put(record.election(), record);
  }

  private Mono<Void> asked(
      LeaseId id, Supplier<Mono<Boolean>> call, Function<@Nullable Boolean, LeaseCall> told) {
    return timed(call, (span, answer) -> stage.histories().add(id, span, told.apply(answer)));
  }

  private Mono<Void> recorded(
      Supplier<Mono<List<ElectionRecord>>> call,
      BiConsumer<Span, @Nullable List<ElectionRecord>> told) {
    return timed(
        call,
        (span, answer) -> {
          told.accept(span, answer);
          if (answer != null) {
            answer.forEach(this::learn);
          }
        });
  }

  /** Makes a call and tells of it exactly once: with the answer, or without one. */
  private <T> Mono<Void> timed(Supplier<Mono<T>> call, BiConsumer<Span, @Nullable T> told) {
    return Mono.defer(
        () -> {
          long called = System.nanoTime();
          AtomicBoolean once = new AtomicBoolean();
          untold.incrementAndGet();
          return call.get()
              .doOnNext(answer -> tell(once, called, System.nanoTime(), answer, told))
              .doOnError(failure -> failures.incrementAndGet())
              .doFinally(end -> tell(once, called, Operation.NEVER, null, told))
              .onErrorComplete()
              .then();
        });
  }

  private <T> void tell(
      AtomicBoolean once,
      long called,
      long answered,
      @Nullable T answer,
      BiConsumer<Span, @Nullable T> told) {
    if (once.compareAndSet(false, true)) {
      told.accept(new Span(name, called, answered), answer);
      untold.decrementAndGet();
    }
  }

  private static @Nullable ElectionRecord of(
      String election, @Nullable List<ElectionRecord> answer) {
    return answer == null
        ? null
        : answer.stream()
            .filter(record -> record.election().equals(election))
            .findFirst()
            .orElse(null);
  }

  private static boolean refused(String election, @Nullable List<ElectionRecord> answer) {
    return answer != null && of(election, answer) == null;
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
