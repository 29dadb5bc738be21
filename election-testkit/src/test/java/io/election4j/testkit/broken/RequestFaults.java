package io.election4j.testkit.broken;

import io.election4j.Request;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What can be wrong with requests. */
final class RequestFaults {

  private RequestFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.shared("a claim keeps the request", "L27", RewritingStore::keepingWhatIsClaimed),
        Fault.shared(
            "publishing drops the request", "L27", RewritingStore::droppingWhatIsPublished),
        Fault.of("asking raises the term", "L27", RequestFaults::asksAtAHigherTerm),
        Fault.of("asking ignores the revision", "L27", RequestFaults::ignoresTheRevision),
        Fault.of("a vacancy drops its reservation", "L27", RequestFaults::vacancyDrops),
        Fault.of("a vacancy keeps the request", "L27", RequestFaults::vacancyKeeps),
        Fault.of("requests are not pushed", "L19", RequestFaults::notPushed),
        Fault.of("polls do not read requests", "L27", RequestFaults::notPolled));
  }

  private static LeaseStore asksAtAHigherTerm(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      ElectionRecord shown(ElectionRecord record) {
        return record.vacant() || record.request() == null
            ? record
            : RewritingStore.with(record, record.term() + 1, record.request());
      }
    };
  }

  private static LeaseStore ignoresTheRevision(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
        return nowOf(amendments.stream().map(Amendment::held).toList())
            .map(now -> amendments.stream().map(one -> ontoNow(one, now)).toList())
            .flatMapMany(super::amend);
      }
    };
  }

  private static Amendment ontoNow(Amendment amendment, Map<String, ElectionRecord> now) {
    ElectionRecord held = amendment.held();
    ElectionRecord stored = now.get(held.election());
    boolean still =
        stored != null
            && held.holder() != null
            && stored.heldBy(held.holder())
            && stored.term() == held.term();
    return still && amendment instanceof Amendment.Ask ask
        ? new Amendment.Ask(stored, ask.request())
        : amendment;
  }

  private static LeaseStore vacancyDrops(InMemoryLeaseStore store) {
    return vacating(store, vacate -> new Amendment.Vacate(vacate.held()));
  }

  private static LeaseStore vacancyKeeps(InMemoryLeaseStore store) {
    return vacating(store, vacate -> new Amendment.Vacate(vacate.held(), kept(vacate)));
  }

  private static @Nullable Request kept(Amendment.Vacate vacate) {
    return vacate.request() == null ? vacate.held().request() : vacate.request();
  }

  private static LeaseStore vacating(
      InMemoryLeaseStore store, UnaryOperator<Amendment.Vacate> change) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
        return super.amend(
            amendments.stream()
                .map(one -> one instanceof Amendment.Vacate v ? change.apply(v) : one)
                .toList());
      }
    };
  }

  private static LeaseStore notPushed(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<Change> changes() {
        return super.changes()
            .filter(
                change -> !(change instanceof Change.Written w && w.record().request() != null));
      }
    };
  }

  private static LeaseStore notPolled(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Mono<Observation> observe(
          @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
        return super.observe(since, watched, elections)
            .map(seen -> since == null ? seen : without(seen));
      }
    };
  }

  private static Observation without(Observation seen) {
    List<ElectionRecord> records =
        seen.records().stream()
            .map(record -> RewritingStore.with(record, record.term(), null))
            .toList();
    return new Observation(seen.identity(), seen.next(), records, seen.leases());
  }
}
