package io.election4j.testkit.broken;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What can be wrong with reading. */
final class ReadFaults {

  private ReadFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.of("who only reads is given old leases", "L12", StaleStore::new),
        Fault.of("a marker is taken after the reading", "L13", ReadFaults::markerIsTakenLate),
        Fault.shared("slow writers are missed", "L13", SlowWriters::shared),
        Fault.of("creations are no changes", "L13", ReadFaults::creationsAreNoChanges),
        Fault.of("the start gives everything", "L13", ReadFaults::startGivesEverything),
        Fault.of("each store has an identity", "L14", ReadFaults::eachStoreHasAnIdentity),
        Fault.in("all data has one identity", "L14", OneIdentity::new),
        Fault.of("a name too long cannot be read", "L15", ReadFaults::longNamesCannotBeRead),
        Fault.of("a name too long fails its batch", "L15", ReadFaults::longNamesCannotBeClaimed),
        Fault.of("values are trimmed", "L15", ReadFaults::valuesAreTrimmed),
        Fault.of("names are cut at 200 characters", "L15", ReadFaults::namesAreCut),
        Fault.of("names are the same in any case", "L15", ReadFaults::namesAreTheSameInAnyCase),
        Fault.of("a page has at most 4,000 records", "L17", ReadFaults::pagesAreCut));
  }

  /** What is written meanwhile is missed: claims are slow enough for some to be. */
  private static LeaseStore markerIsTakenLate(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return super.claim(me, seen).delaySubscription(Duration.ofMillis(1));
      }

      @Override
      public Mono<Observation> observe(
          @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
        Mono<Observation> later = super.observe(Marker.START, List.of(), List.of());
        Mono<Observation> reading = super.observe(since, watched, elections);
        return since == null
            ? reading
            : reading
                .delayElement(Duration.ofMillis(3))
                .zipWhen(seen -> later, ReadFaults::withMarkerOf);
      }
    };
  }

  private static Observation withMarkerOf(Observation seen, Observation later) {
    return new Observation(seen.identity(), later.next(), seen.records(), seen.leases());
  }

  /** As if by a cache: a single one. */
  private static LeaseStore creationsAreNoChanges(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Observation> observe(
          @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
        return super.observe(since, watched, elections)
            .map(
                seen ->
                    created(seen) > 1 || !elections.isEmpty()
                        ? seen
                        : with(seen, old -> old.revision() > 0));
      }
    };
  }

  private static long created(Observation seen) {
    return seen.records().stream().filter(record -> record.revision() == 0).count();
  }

  private static Observation with(Observation seen, Predicate<ElectionRecord> wanted) {
    List<ElectionRecord> records = seen.records().stream().filter(wanted).toList();
    return new Observation(seen.identity(), seen.next(), records, seen.leases());
  }

  private static LeaseStore startGivesEverything(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Observation> observe(
          @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
        return super.observe(
            Marker.START.equals(since) ? new Marker("0") : since, watched, elections);
      }
    };
  }

  private static LeaseStore eachStoreHasAnIdentity(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      Observation shown(Observation seen) {
        String identity = seen.identity() + System.identityHashCode(this);
        return new Observation(identity, seen.next(), seen.records(), seen.leases());
      }
    };
  }

  private static final class OneIdentity extends World {

    @Override
    LeaseStore store() {
      return named(data.connect());
    }

    @Override
    LeaseStore anotherCopy() {
      return named(InMemoryLeaseStore.create());
    }

    private static LeaseStore named(InMemoryLeaseStore store) {
      return new AlteredStore(store) {
        @Override
        Observation shown(Observation seen) {
          return new Observation("elections", seen.next(), seen.records(), seen.leases());
        }
      };
    }
  }

  private static LeaseStore longNamesCannotBeRead(InMemoryLeaseStore store) {
    return new LimitedNames(store) {
      @Override
      public Mono<Observation> observe(
          @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
        return fitting(elections).then(super.observe(since, watched, elections));
      }
    };
  }

  private static LeaseStore longNamesCannotBeClaimed(InMemoryLeaseStore store) {
    return new LimitedNames(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return fitting(seen.stream().map(ElectionRecord::election).toList())
            .thenMany(super.claim(me, seen));
      }
    };
  }

  /** Refuses to create what has more than 200 characters. */
  private static class LimitedNames extends AlteredStore {

    LimitedNames(InMemoryLeaseStore store) {
      super(store);
    }

    @Override
    public Mono<Void> create(Collection<String> elections) {
      return fitting(elections).then(super.create(elections));
    }

    static Mono<Void> fitting(Collection<String> names) {
      return names.stream().allMatch(name -> cut(name).equals(name))
          ? Mono.empty()
          : Mono.error(StoreException.unavailable("a name is too long", null));
    }
  }

  private static LeaseStore valuesAreTrimmed(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      ElectionRecord shown(ElectionRecord record) {
        return new ElectionRecord(
            record.election(),
            record.term(),
            record.revision(),
            record.holder(),
            record.ttl(),
            record.leader(),
            record.value().strip(),
            record.request());
      }
    };
  }

  private static LeaseStore namesAreCut(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Void> create(Collection<String> elections) {
        return super.create(elections.stream().map(ReadFaults::cut).distinct().toList());
      }
    };
  }

  private static String cut(String name) {
    int length = name.codePointCount(0, name.length());
    return length <= 200 ? name : name.substring(0, name.offsetByCodePoints(0, 200));
  }

  private static LeaseStore namesAreTheSameInAnyCase(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Void> create(Collection<String> elections) {
        Set<String> folded = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        folded.addAll(elections);
        return super.create(folded);
      }
    };
  }

  private static LeaseStore pagesAreCut(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Observation> observe(
          @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
        return super.observe(since, watched, elections)
            .map(seen -> since == null ? seen : page(seen));
      }
    };
  }

  private static Observation page(Observation seen) {
    List<ElectionRecord> page = seen.records().stream().limit(4_000).toList();
    return new Observation(seen.identity(), seen.next(), page, seen.leases());
  }
}
