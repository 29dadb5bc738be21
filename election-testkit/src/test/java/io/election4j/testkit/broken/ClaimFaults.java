package io.election4j.testkit.broken;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What can be wrong with creating and claiming records. */
final class ClaimFaults {

  private ClaimFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.of("creating a record again claims it", "L6", "L13", ClaimFaults::createClaims),
        Fault.of(
            "a claim decides before it writes", "L7", "L8 L9 L10 L11", ClaimFaults::decidesEarly),
        Fault.of("a claim creates what is absent", "L7", "L10", ClaimFaults::createsTheAbsent),
        Fault.of("a claim clears the value", "L7", "L8 L9 L11 L18", ClaimFaults::clearsTheValue),
        Fault.of(
            "a claim ignores the holder",
            "L8",
            "L7 L9 L10 L11 L13 L16",
            ClaimFaults::ignoresTheHolder),
        Fault.of(
            "a claim of one's own ignores the term", "L8", "L10", ClaimFaults::ignoresTheOwnTerm),
        Fault.of("a claim compares the term seen", "L9", "L8", ClaimFaults::comparesTheTerm),
        Fault.of("vacancy forgets the term", "L9", "L11", ClaimFaults::vacancyForgetsTheTerm),
        Fault.of("a refusal fails the batch", "L10", "L18", ClaimFaults::refusalFailsTheBatch),
        Fault.of(
            "a refused record is reported",
            "L10",
            "L7 L8 L11 L16",
            ClaimFaults::refusedIsReported));
  }

  private static LeaseStore createClaims(InMemoryLeaseStore store) {
    Lease stranger = Lease.opening(LeaseId.random(), Duration.ofSeconds(1), Candidate.named("x"));
    return new AlteredStore(store) {
      @Override
      public Mono<Void> create(Collection<String> elections) {
        return now(elections)
            .flatMapMany(existing -> claim(stranger, existing.values()))
            .then(super.create(elections));
      }
    };
  }

  private static LeaseStore decidesEarly(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return nowOf(seen)
            .map(now -> seen.stream().filter(before -> unchanged(before, now, me)).toList())
            .delayElement(Duration.ofMillis(3))
            .flatMap(this::nowOf)
            .flatMapMany(now -> super.claim(me, now.values()));
      }
    };
  }

  private static boolean unchanged(ElectionRecord seen, Map<String, ElectionRecord> now, Lease me) {
    ElectionRecord record = now.get(seen.election());
    return record != null
        && Objects.equals(seen.holder(), record.holder())
        && (!seen.heldBy(me.id()) || seen.term() == record.term());
  }

  private static LeaseStore createsTheAbsent(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return create(seen.stream().map(ElectionRecord::election).toList())
            .thenMany(super.claim(me, seen));
      }
    };
  }

  private static LeaseStore clearsTheValue(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return super.claim(me, seen)
            .map(won -> (Amendment) new Amendment.Publish(won, me.candidate(), ""))
            .collectList()
            .flatMapMany(this::amend);
      }
    };
  }

  private static LeaseStore ignoresTheHolder(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return nowOf(seen).flatMapMany(now -> super.claim(me, now.values()));
      }
    };
  }

  private static LeaseStore ignoresTheOwnTerm(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return nowOf(seen)
            .map(now -> seen.stream().map(before -> own(before, now, me)).toList())
            .flatMapMany(current -> super.claim(me, current));
      }
    };
  }

  private static ElectionRecord own(
      ElectionRecord seen, Map<String, ElectionRecord> now, Lease me) {
    ElectionRecord record = now.getOrDefault(seen.election(), seen);
    return seen.heldBy(me.id()) && record.heldBy(me.id()) ? record : seen;
  }

  private static LeaseStore comparesTheTerm(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return nowOf(seen)
            .map(now -> seen.stream().filter(before -> sameTerm(before, now)).toList())
            .flatMapMany(current -> super.claim(me, current));
      }
    };
  }

  private static boolean sameTerm(ElectionRecord seen, Map<String, ElectionRecord> now) {
    return now.getOrDefault(seen.election(), seen).term() == seen.term();
  }

  private static LeaseStore vacancyForgetsTheTerm(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      ElectionRecord shown(ElectionRecord record) {
        return record.vacant()
            ? new ElectionRecord(
                record.election(), 0, record.revision(), null, null, null, record.value())
            : record;
      }
    };
  }

  private static LeaseStore refusalFailsTheBatch(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return super.claim(me, seen)
            .collectList()
            .filter(won -> won.size() == seen.size() || seen.size() == 1)
            .switchIfEmpty(Mono.error(StoreException.unavailable("one of many was refused", null)))
            .flatMapIterable(won -> won);
      }
    };
  }

  private static LeaseStore refusedIsReported(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return super.claim(me, seen).thenMany(nowOf(seen)).flatMapIterable(Map::values);
      }
    };
  }
}
