package io.election4j.testkit.broken;

import io.election4j.Candidate;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** What can be wrong with leases. */
final class LeaseFaults {

  private LeaseFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.shared("opening an ENDED lease is true", "L2", LeaseFaults::openRevives),
        Fault.of("a renewal adds two", "L3", LeaseFaults::renewalAddsTwo)
            .also("L2 L5 L16 L18 L22", "each of them counts versions after renewals"),
        Fault.of("a renewal opens what is absent", "L3", LeaseFaults::renewalOpens),
        Fault.of("ending an absent lease inserts it", "L4", LeaseFaults::endInserts),
        Fault.of("renewing an absent lease is true", "L3", LeaseFaults::renewsTheAbsent),
        Fault.shared("a renewal revives an ENDED lease", "L4", LeaseFaults::renewalRevives)
            .also("L3", "L3 forbids the renewal itself"),
        Fault.of("a fence ignores the version", "L5", LeaseFaults::fenceIgnoresTheVersion),
        Fault.of("a fence at 0 inserts nothing", "L5", LeaseFaults::fenceInsertsNothing));
  }

  private static Function<InMemoryLeaseStore, LeaseStore> openRevives() {
    Set<LeaseId> ended = ConcurrentHashMap.newKeySet();
    return store ->
        new AlteredStore(store) {
          @Override
          public Mono<Boolean> open(Lease lease) {
            return super.open(lease).map(live -> live || ended.contains(lease.id()));
          }

          @Override
          public Mono<Void> end(LeaseId own) {
            return super.end(own).doOnTerminate(() -> ended.add(own));
          }
        };
  }

  private static LeaseStore renewalAddsTwo(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Boolean> renew(LeaseId id) {
        return super.renew(id).then(super.renew(id));
      }
    };
  }

  private static LeaseStore renewalOpens(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Boolean> renew(LeaseId id) {
        Lease opening = Lease.opening(id, Duration.ofSeconds(1), Candidate.named("x"));
        return now(id).flatMap(present -> super.renew(id)).switchIfEmpty(super.open(opening));
      }
    };
  }

  private static LeaseStore endInserts(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Void> end(LeaseId own) {
        return super.end(own).then(super.fence(own, 0)).then();
      }
    };
  }

  private static LeaseStore renewsTheAbsent(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Boolean> renew(LeaseId id) {
        return now(id).flatMap(present -> super.renew(id)).defaultIfEmpty(true);
      }
    };
  }

  private static Function<InMemoryLeaseStore, LeaseStore> renewalRevives() {
    Set<LeaseId> ended = ConcurrentHashMap.newKeySet();
    Set<LeaseId> revived = ConcurrentHashMap.newKeySet();
    return store -> new RevivingStore(store, ended, revived);
  }

  private static LeaseStore fenceIgnoresTheVersion(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Boolean> fence(LeaseId rival, long version) {
        return now(rival)
            .flatMap(lease -> super.fence(rival, lease.version()))
            .switchIfEmpty(super.fence(rival, version));
      }
    };
  }

  private static LeaseStore fenceInsertsNothing(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Boolean> fence(LeaseId rival, long version) {
        Mono<Boolean> absent = now(rival).hasElement().map(present -> !present);
        return version == 0 ? absent : super.fence(rival, version);
      }
    };
  }
}
