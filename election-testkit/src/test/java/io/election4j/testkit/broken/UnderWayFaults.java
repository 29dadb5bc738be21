package io.election4j.testkit.broken;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What can be wrong with answers that have to do with other writes under way. */
final class UnderWayFaults {

  private static final Duration WHILE = Duration.ofMillis(3);

  private UnderWayFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.shared(
            "an end is acknowledged before the fence that made it needless is seen",
            "L21",
            () -> endsEarly(ConcurrentHashMap.newKeySet())),
        Fault.shared(
            "a creation that comes second is acknowledged before the first one is seen",
            "L21",
            () -> createsEarly(ConcurrentHashMap.newKeySet())),
        Fault.shared(
            "a renewal that meets a fence at another version is refused",
            "L21",
            () -> renewsNoMore(ConcurrentHashMap.newKeySet())),
        Fault.shared(
            "a lock outlives the answer of who took it",
            "L21",
            () -> locksForLong(new ConcurrentHashMap<>(), new ConcurrentHashMap<>())));
  }

  /** A fence is known to the primary at once, and a while later to the majority that reads ask. */
  private static Function<InMemoryLeaseStore, LeaseStore> endsEarly(Set<LeaseId> ending) {
    return store ->
        new AlteredStore(store) {
          @Override
          public Mono<Boolean> fence(LeaseId rival, long version) {
            return now(rival)
                .filter(
                    lease -> lease.live() && lease.version() == version && ending.add(lease.id()))
                .delayElement(WHILE)
                .flatMap(lease -> super.fence(rival, version))
                .doFinally(over -> ending.remove(rival))
                .switchIfEmpty(
                    Mono.defer(
                        () ->
                            ending.contains(rival)
                                ? Mono.just(false)
                                : super.fence(rival, version)));
          }

          @Override
          public Mono<Boolean> renew(LeaseId id) {
            return Mono.defer(() -> ending.contains(id) ? Mono.just(false) : super.renew(id));
          }

          @Override
          public Mono<Void> end(LeaseId own) {
            return Mono.defer(() -> ending.contains(own) ? Mono.empty() : super.end(own));
          }
        };
  }

  private static Function<InMemoryLeaseStore, LeaseStore> createsEarly(Set<String> creating) {
    return store ->
        new AlteredStore(store) {
          @Override
          public Mono<Void> create(Collection<String> elections) {
            return elections.size() > 1
                ? super.create(elections)
                : now(elections).flatMap(present -> first(elections, present));
          }

          private Mono<Void> first(Collection<String> one, Map<String, ElectionRecord> present) {
            return !present.isEmpty() || !creating.addAll(one)
                ? Mono.empty()
                : Mono.delay(WHILE)
                    .then(super.create(one))
                    .doFinally(over -> creating.removeAll(one));
          }
        };
  }

  private static Function<InMemoryLeaseStore, LeaseStore> renewsNoMore(Set<LeaseId> locked) {
    return store ->
        new AlteredStore(store) {
          @Override
          public Mono<Boolean> fence(LeaseId rival, long version) {
            return super.fence(rival, version)
                .delayUntil(
                    applied ->
                        applied || version == 0 || !locked.add(rival)
                            ? Mono.empty()
                            : Mono.delay(WHILE)
                                .doOnTerminate(() -> locked.remove(rival))
                                .doOnCancel(() -> locked.remove(rival)));
          }

          @Override
          public Mono<Boolean> renew(LeaseId id) {
            return Mono.defer(() -> locked.contains(id) ? Mono.just(false) : super.renew(id));
          }
        };
  }

  /** Only where more than two store objects write the same record, as no other rule lets them. */
  private static Function<InMemoryLeaseStore, LeaseStore> locksForLong(
      Map<String, Set<LeaseStore>> writers, Map<String, Long> lockedUntil) {
    return store ->
        new AlteredStore(store) {
          @Override
          public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
            return Flux.defer(
                    () ->
                        super.claim(me, seen.stream().filter(one -> free(one.election())).toList()))
                .doOnNext(this::lock);
          }

          @Override
          public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
            return super.amend(amendments).doOnNext(this::lock);
          }

          private boolean free(String election) {
            Long until = lockedUntil.get(election);
            return until == null || System.nanoTime() - until > 0;
          }

          private void lock(ElectionRecord written) {
            Set<LeaseStore> all =
                writers.computeIfAbsent(written.election(), any -> ConcurrentHashMap.newKeySet());
            all.add(this);
            if (all.size() > 2) {
              lockedUntil.put(written.election(), System.nanoTime() + WHILE.toNanos());
            }
          }
        };
  }
}
