package io.election4j.testkit.broken;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseStore;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/** Shows no value in a record that was claimed vacant, until its holder writes it again. */
final class ClearingStore extends AlteredStore {

  private final Map<String, Long> cleared;

  private ClearingStore(InMemoryLeaseStore store, Map<String, Long> cleared) {
    super(store);
    this.cleared = cleared;
  }

  static Function<InMemoryLeaseStore, LeaseStore> shared() {
    Map<String, Long> cleared = new ConcurrentHashMap<>();
    return store -> new ClearingStore(store, cleared);
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return super.claim(me, seen)
        .doOnNext(
            won -> {
              if (seen.stream().anyMatch(before -> wasVacant(before, won))) {
                cleared.put(won.election(), won.revision());
              }
            })
        .map(this::shown);
  }

  private static boolean wasVacant(ElectionRecord before, ElectionRecord won) {
    return before.vacant() && before.election().equals(won.election());
  }

  @Override
  ElectionRecord shown(ElectionRecord record) {
    Long revision = cleared.get(record.election());
    return revision == null || revision != record.revision()
        ? record
        : new ElectionRecord(
            record.election(),
            record.term(),
            record.revision(),
            record.holder(),
            record.ttl(),
            record.leader(),
            "");
  }
}
