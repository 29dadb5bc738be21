package io.election4j.testkit.broken;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** What can be wrong with the changes by a holder. */
final class AmendFaults {

  private AmendFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.of("an amendment ignores the term", "L11", AmendFaults::ignoresTheTerm),
        Fault.of("an amendment ignores the holder", "L11", AmendFaults::ignoresTheHolder),
        Fault.of("an amendment ignores the revision", "L11", AmendFaults::ignoresTheRevision),
        Fault.of(
            "an amendment that changes nothing is not reported",
            "L11",
            AmendFaults::countsChangesOnly));
  }

  private static LeaseStore ignoresTheTerm(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
        return nowOf(amendments.stream().map(Amendment::held).toList())
            .map(now -> amendments.stream().map(a -> onto(a, now, AmendFaults::atTerm)).toList())
            .flatMapMany(super::amend);
      }
    };
  }

  private static LeaseStore ignoresTheHolder(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
        return nowOf(amendments.stream().map(Amendment::held).toList())
            .map(now -> amendments.stream().map(a -> onto(a, now, AmendFaults::atHolder)).toList())
            .flatMapMany(super::amend);
      }
    };
  }

  private static LeaseStore ignoresTheRevision(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
        return nowOf(amendments.stream().map(Amendment::held).toList())
            .map(
                now -> amendments.stream().map(a -> onto(a, now, AmendFaults::atRevision)).toList())
            .flatMapMany(super::amend);
      }
    };
  }

  private static Amendment onto(
      Amendment amendment,
      Map<String, ElectionRecord> now,
      BinaryOperator<ElectionRecord> adjustment) {
    ElectionRecord stored = now.get(amendment.held().election());
    if (stored == null || stored.vacant() || amendment instanceof Amendment.Ask) {
      return amendment;
    }
    ElectionRecord held = adjustment.apply(amendment.held(), stored);
    return amendment instanceof Amendment.Publish publish
        ? new Amendment.Publish(held, publish.leader(), publish.value())
        : new Amendment.Vacate(held, ((Amendment.Vacate) amendment).request());
  }

  private static ElectionRecord atTerm(ElectionRecord held, ElectionRecord stored) {
    return copy(held, stored.term(), held.revision(), held.holder());
  }

  private static ElectionRecord atHolder(ElectionRecord held, ElectionRecord stored) {
    return copy(held, held.term(), held.revision(), stored.holder());
  }

  private static ElectionRecord atRevision(ElectionRecord held, ElectionRecord stored) {
    return copy(held, held.term(), stored.revision(), held.holder());
  }

  private static ElectionRecord copy(
      ElectionRecord held, long term, long revision, @Nullable LeaseId holder) {
    return new ElectionRecord(
        held.election(),
        term,
        revision,
        holder,
        held.ttl(),
        held.leader(),
        held.value(),
        held.request());
  }

  private static LeaseStore countsChangesOnly(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
        return super.amend(amendments)
            .filter(now -> amendments.stream().noneMatch(a -> same(a, now)));
      }
    };
  }

  private static boolean same(Amendment amendment, ElectionRecord now) {
    ElectionRecord held = amendment.held();
    return amendment instanceof Amendment.Publish
        && held.election().equals(now.election())
        && held.value().equals(now.value())
        && Objects.equals(held.leader(), now.leader());
  }
}
