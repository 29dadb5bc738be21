package io.election4j.testkit.broken;

import io.election4j.Candidate;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Observation;
import java.time.Duration;
import java.util.List;
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
        Fault.of(
            "opening an ENDED lease is true", "L2", "L4 L5 L16", LeaseFaults::openIsAlwaysTrue),
        Fault.of("a renewal adds two", "L3", "L2 L5 L12 L16 L18", LeaseFaults::renewalAddsTwo),
        Fault.of("a renewal opens what is absent", "L3", "L4 L5", LeaseFaults::renewalOpens),
        Fault.of("ending an absent lease inserts it", "L4", "", LeaseFaults::endInserts),
        Fault.of("renewing an absent lease is true", "L3", "", LeaseFaults::renewsTheAbsent),
        Fault.shared(
            "a renewal revives an ENDED lease", "L4", "L3 L5", LeaseFaults::renewalRevives),
        Fault.of("a fence ignores the version", "L5", "", LeaseFaults::fenceIgnoresTheVersion),
        Fault.of("a fence at 0 inserts nothing", "L5", "", LeaseFaults::fenceInsertsNothing));
  }

  private static LeaseStore openIsAlwaysTrue(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Boolean> open(Lease lease) {
        return super.open(lease).thenReturn(true);
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
    Set<LeaseId> revived = ConcurrentHashMap.newKeySet();
    return store -> new RevivingStore(store, revived);
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

  private static final class RevivingStore extends AlteredStore {
    private final Set<LeaseId> revived;

    RevivingStore(InMemoryLeaseStore store, Set<LeaseId> revived) {
      super(store);
      this.revived = revived;
    }

    @Override
    public Mono<Boolean> renew(LeaseId id) {
      return super.renew(id).filter(renewed -> renewed).switchIfEmpty(revive(id));
    }

    private Mono<Boolean> revive(LeaseId id) {
      return now(id).hasElement().map(present -> present && (revived.add(id) || true));
    }

    @Override
    Observation shown(Observation seen) {
      List<Lease> leases = seen.leases().stream().map(this::shown).toList();
      return new Observation(seen.identity(), seen.next(), seen.records(), leases);
    }

    private Lease shown(Lease lease) {
      return revived.contains(lease.id())
          ? new Lease(lease.id(), lease.version(), lease.ttl(), Lease.State.LIVE, lease.candidate())
          : lease;
    }
  }
}
