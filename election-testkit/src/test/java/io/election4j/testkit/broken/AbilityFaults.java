package io.election4j.testkit.broken;

import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseStore;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** What can be wrong with hints and listings. */
final class AbilityFaults {

  private AbilityFaults() {}

  static Stream<Fault> all() {
    return Stream.of(
        Fault.of("vacancies are not pushed", "L19", AbilityFaults::vacanciesAreNotPushed),
        Fault.of("changes before Opened are pushed", "L19", AbilityFaults::openedComesLater),
        Fault.of(
            "the writes of others are not pushed", "L19", AbilityFaults::onlyOwnWritesArePushed),
        Fault.of("a prefix is a LIKE pattern", "L20", AbilityFaults::prefixIsAPattern),
        Fault.of("names are listed by a collation", "L20", AbilityFaults::listedByACollation));
  }

  private static LeaseStore vacanciesAreNotPushed(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<Change> changes() {
        return super.changes().filter(change -> !vacancy(change));
      }
    };
  }

  private static boolean vacancy(Change change) {
    return change instanceof Change.Written written && written.record().vacant();
  }

  private static LeaseStore onlyOwnWritesArePushed(InMemoryLeaseStore store) {
    Set<ElectionRecord> own = ConcurrentHashMap.newKeySet();
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
        return super.claim(me, seen).doOnNext(own::add);
      }

      @Override
      public Flux<Change> changes() {
        return super.changes().filter(change -> !claimByAnother(change, own));
      }
    };
  }

  private static boolean claimByAnother(Change change, Set<ElectionRecord> own) {
    return change instanceof Change.Written written
        && !written.record().vacant()
        && written.record().value().isEmpty()
        && !own.contains(written.record());
  }

  private static LeaseStore openedComesLater(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<Change> changes() {
        return list("")
            .take(1)
            .map(Change.Written::new)
            .cast(Change.class)
            .concatWith(super.changes());
      }
    };
  }

  private static LeaseStore prefixIsAPattern(InMemoryLeaseStore store) {
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> list(String prefix) {
        String literal = "\\Q" + prefix.replace("_", "\\E.\\Q").replace("%", "\\E.*\\Q") + "\\E.*";
        return super.list("").filter(record -> record.election().matches(literal));
      }
    };
  }

  private static LeaseStore listedByACollation(InMemoryLeaseStore store) {
    Function<ElectionRecord, String> folded = record -> record.election().toLowerCase(Locale.ROOT);
    return new AlteredStore(store) {
      @Override
      public Flux<ElectionRecord> list(String prefix) {
        return super.list(prefix).sort(Comparator.comparing(folded));
      }
    };
  }
}
