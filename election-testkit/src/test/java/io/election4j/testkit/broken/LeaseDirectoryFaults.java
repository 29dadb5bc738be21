package io.election4j.testkit.broken;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Observation;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What can be wrong with listing and purging leases. */
final class LeaseDirectoryFaults {

  private LeaseDirectoryFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.of("leases that ended are not listed", "L28", LeaseDirectoryFaults::omitsEnded),
        Fault.of("only a page of leases is listed", "L28", LeaseDirectoryFaults::listsOnePage),
        Fault.of("leases are listed in no order", "L28", LeaseDirectoryFaults::listsInNoOrder),
        Fault.of("a LIVE lease is purged", "L28", LeaseDirectoryFaults::purgesLiveOnes),
        Fault.shared("a lease that a record names is purged", "L28", PurgingStore::shared),
        Fault.of("leases not given are purged", "L28", LeaseDirectoryFaults::purgesOthers),
        Fault.of("a thousand are purged at most", "L28", LeaseDirectoryFaults::purgesAThousand),
        Fault.of("purging starts unasked", "L28", LeaseDirectoryFaults::purgesAtOnce));
  }

  private static LeaseStore omitsEnded(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<Lease> leases() {
        return super.leases().filter(Lease::live);
      }
    };
  }

  private static LeaseStore listsOnePage(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<Lease> leases() {
        return super.leases().takeLast(101);
      }
    };
  }

  private static LeaseStore listsInNoOrder(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<Lease> leases() {
        return super.leases().sort(Comparator.comparing(Lease::id));
      }
    };
  }

  private static LeaseStore purgesLiveOnes(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Void> purge(Collection<LeaseId> ended) {
        return Flux.fromIterable(ended).concatMap(this::end).then(super.purge(ended));
      }
    };
  }

  private static LeaseStore purgesOthers(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Void> purge(Collection<LeaseId> ended) {
        return leases().map(Lease::id).collectList().flatMap(super::purge);
      }
    };
  }

  private static LeaseStore purgesAThousand(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Void> purge(Collection<LeaseId> ended) {
        return super.purge(ended.stream().limit(1_000).toList());
      }
    };
  }

  private static LeaseStore purgesAtOnce(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Void> purge(Collection<LeaseId> ended) {
        super.purge(ended).subscribe();
        return super.purge(ended);
      }
    };
  }

  /** Purges what has ended, whoever names it. */
  private static final class PurgingStore extends AlteredStore {

    private final Set<LeaseId> purged;

    private PurgingStore(InMemoryLeaseStore store, Set<LeaseId> purged) {
      super(store);
      this.purged = purged;
    }

    static Function<InMemoryLeaseStore, LeaseStore> shared() {
      Set<LeaseId> purged = ConcurrentHashMap.newKeySet();
      return store -> new PurgingStore(store, purged);
    }

    @Override
    public Mono<Void> purge(Collection<LeaseId> ended) {
      return Flux.fromIterable(ended)
          .concatMap(this::now)
          .filter(lease -> !lease.live())
          .doOnNext(lease -> purged.add(lease.id()))
          .then();
    }

    @Override
    Observation shown(Observation seen) {
      List<Lease> left = seen.leases().stream().filter(this::left).toList();
      return new Observation(seen.identity(), seen.next(), seen.records(), left);
    }

    @Override
    public Flux<Lease> leases() {
      return super.leases().filter(this::left);
    }

    private boolean left(Lease lease) {
      return !purged.contains(lease.id());
    }
  }
}
