package io.election4j.mongo;

import io.election4j.spi.LeaseId;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Deletes ended leases that no record names. A record that comes to name one between the read and
 * the deletion names an absent lease then, which rivals fence.
 */
record Purge(Leases leases, Records records) {

  Mono<Void> of(Collection<LeaseId> ended) {
    return Flux.fromIterable(ended).buffer(Records.CHUNK).concatMap(this::some).then();
  }

  private Mono<Void> some(List<LeaseId> ended) {
    return records
        .holders(ended)
        .map(holders -> ended.stream().filter(lease -> !holders.contains(lease)).toList())
        .filter(unnamed -> !unnamed.isEmpty())
        .flatMap(leases::delete);
  }
}
