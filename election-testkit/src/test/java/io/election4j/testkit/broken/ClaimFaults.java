package io.election4j.testkit.broken;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What can be wrong with creating and claiming records. */
final class ClaimFaults {

  /**
   * Random clients claim at most so many at once: rule L21 does not see what is wrong with more.
   */
  private static final int PAIR = 2;

  private ClaimFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.of("creating again claims what is vacant", "L6", ClaimFaults::createClaims),
        Fault.of("a claim decides before it writes", "L7", ClaimFaults::decidesEarly)
            .also("L10 L21", "who loses a race for one record also loses it among many"),
        Fault.of("a claim creates what is absent", "L7", ClaimFaults::createsTheAbsent),
        Fault.shared("a claim clears the value", "L7", ClearingStore::shared),
        Fault.of("a claim ignores who holds the record now", "L8", ClaimFaults::ignoresTheHolder),
        Fault.of("a claim of one's own ignores the term", "L8", ClaimFaults::ignoresTheOwnTerm),
        Fault.of("a claim compares the term seen", "L9", ClaimFaults::comparesTheTerm),
        Fault.of("vacancy forgets the term", "L9", ClaimFaults::vacancyForgetsTheTerm)
            .also("L11", "L11 says of the vacancy itself that it keeps the term"),
        Fault.of("a refusal fails the batch", "L10", ClaimFaults::refusalFailsTheBatch)
            .also("L15", "L15 claims what cannot be kept beside what can"),
        Fault.of("a refused record is reported", "L10", ClaimFaults::refusedIsReported));
  }

  private static LeaseStore createClaims(InMemoryLeaseStore store) {
    Lease stranger = Lease.opening(LeaseId.random(), Duration.ofSeconds(1), Candidate.named("x"));
    return new AlteredStore(store) {
      @Override
      public Mono<Void> create(Collection<String> elections) {
        return now(elections)
            .flatMapMany(
                existing ->
                    claim(stranger, existing.values().stream().filter(ClaimFaults::left).toList()))
            .then(super.create(elections));
      }
    };
  }

  private static boolean left(ElectionRecord record) {
    return record.vacant() && record.revision() > 0;
  }

  /** Of vacant records only, and for 3 ms. */
  private static LeaseStore decidesEarly(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return seen.stream().allMatch(ElectionRecord::vacant)
            ? nowOf(seen)
                .map(now -> seen.stream().filter(before -> stillVacant(before, now)).toList())
                .delayElement(Duration.ofMillis(3))
                .flatMap(vacant -> nowOf(vacant).map(now -> onto(vacant, now)))
                .flatMapMany(now -> super.claim(me, now))
            : super.claim(me, seen);
      }
    };
  }

  private static boolean stillVacant(ElectionRecord seen, Map<String, ElectionRecord> now) {
    ElectionRecord record = now.get(seen.election());
    return record != null && record.vacant();
  }

  /** Returns the records seen with the holders they have now. */
  private static List<ElectionRecord> onto(
      Collection<ElectionRecord> seen, Map<String, ElectionRecord> now) {
    return seen.stream()
        .map(before -> withTerm(now.getOrDefault(before.election(), before), before.term()))
        .toList();
  }

  private static ElectionRecord withTerm(ElectionRecord record, long term) {
    return new ElectionRecord(
        record.election(),
        Math.max(term, record.term()),
        record.revision(),
        record.holder(),
        record.ttl(),
        record.leader(),
        record.value(),
        record.request());
  }

  private static LeaseStore createsTheAbsent(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        Mono<Void> creation = create(seen.stream().map(ElectionRecord::election).toList());
        return seen.size() > 1 ? super.claim(me, seen) : creation.thenMany(super.claim(me, seen));
      }
    };
  }

  private static LeaseStore ignoresTheHolder(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return nowOf(seen)
            .map(now -> seen.stream().map(before -> rivals(before, now, me)).toList())
            .flatMapMany(current -> super.claim(me, current));
      }
    };
  }

  private static ElectionRecord rivals(
      ElectionRecord seen, Map<String, ElectionRecord> now, Lease me) {
    ElectionRecord record = now.getOrDefault(seen.election(), seen);
    boolean rivals = !seen.vacant() && !seen.heldBy(me.id());
    return rivals && !record.vacant() && !record.heldBy(me.id()) ? record : seen;
  }

  private static LeaseStore ignoresTheOwnTerm(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return nowOf(seen)
            .map(now -> seen.stream().map(before -> own(before, now, me)).toList())
            .flatMapMany(current -> super.claim(me, seen.size() > 1 ? seen : current));
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
                record.election(),
                0,
                record.revision(),
                null,
                null,
                null,
                record.value(),
                record.request())
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
            .filter(won -> won.size() == seen.size() || seen.size() <= PAIR)
            .switchIfEmpty(Mono.error(StoreException.unavailable("one of many was refused", null)))
            .flatMapIterable(won -> won);
      }
    };
  }

  private static LeaseStore refusedIsReported(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        Flux<ElectionRecord> won = super.claim(me, seen);
        return seen.size() <= PAIR ? won : won.thenMany(nowOf(seen)).flatMapIterable(Map::values);
      }
    };
  }
}
