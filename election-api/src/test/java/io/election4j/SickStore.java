package io.election4j;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A way to a store on which so many renewals of every lease pass, and all later ones fail. */
final class SickStore implements LeaseStore, LeaseDirectory {

  private final InMemoryLeaseStore store;
  private final int passing;
  private final Map<LeaseId, Integer> renewals = new HashMap<>();

  SickStore(InMemoryLeaseStore store, int passing) {
    this.store = store;
    this.passing = passing;
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return Mono.defer(
        () ->
            renewals.merge(id, 1, Integer::sum) <= passing
                ? store.renew(id)
                : Mono.error(StoreException.unavailable("no connection is left", null)));
  }

  @Override
  public Mono<Void> prepare() {
    return store.prepare();
  }

  @Override
  public Mono<Boolean> open(Lease lease) {
    return store.open(lease);
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return store.end(own);
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return store.fence(rival, version);
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    return store.create(elections);
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return store.claim(me, seen);
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    return store.amend(amendments);
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return store.observe(since, watched, elections);
  }

  @Override
  public Flux<Lease> leases() {
    return store.leases();
  }

  @Override
  public Mono<Void> purge(Collection<LeaseId> ended) {
    return store.purge(ended);
  }

  @Override
  public void close() {
    store.close();
  }
}
