package io.election4j.testkit.broken;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;

/** Claims everything that the holder of the first record has, whatever it is called. */
final class TakingStore extends AlteredStore {

  TakingStore(InMemoryLeaseStore store) {
    super(store);
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    Set<LeaseId> holders =
        seen.stream()
            .filter(record -> !record.vacant() && !record.heldBy(me.id()))
            .map(ElectionRecord::holder)
            .collect(Collectors.toSet());
    Set<String> named = seen.stream().map(ElectionRecord::election).collect(Collectors.toSet());
    Flux<ElectionRecord> others =
        list("")
            .filter(record -> record.holder() != null && holders.contains(record.holder()))
            .filter(record -> !named.contains(record.election()))
            .collectList()
            .flatMapMany(all -> super.claim(me, all));
    return holders.isEmpty()
        ? super.claim(me, seen)
        : super.claim(me, seen)
            .collectList()
            .flatMapIterable(won -> won)
            .concatWith(others.ignoreElements());
  }
}
