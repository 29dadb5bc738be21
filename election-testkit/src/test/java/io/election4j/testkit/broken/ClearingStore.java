package io.election4j.testkit.broken;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseStore;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    Set<String> vacant =
        seen.stream()
            .filter(ElectionRecord::vacant)
            .map(ElectionRecord::election)
            .collect(Collectors.toSet());
    return super.claim(me, seen)
        .doOnNext(
            won -> {
              if (vacant.contains(won.election())) {
                cleared.put(won.election(), won.revision());
              }
            })
        .map(this::shown);
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
            "",
            record.request());
  }
}
