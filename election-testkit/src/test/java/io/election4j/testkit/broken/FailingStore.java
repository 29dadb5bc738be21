package io.election4j.testkit.broken;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A store whose writes all fail, and its readings too if so wanted. */
class FailingStore extends AlteredStore {

  private final boolean readings;
  private final StoreException failure;

  FailingStore(InMemoryLeaseStore store, boolean readings, StoreException failure) {
    super(store);
    this.readings = readings;
    this.failure = failure;
  }

  @Override
  public Mono<Void> prepare() {
    return Mono.error(failure);
  }

  @Override
  public Mono<Boolean> open(Lease lease) {
    return Mono.error(failure);
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return Mono.error(failure);
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return Mono.error(failure);
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return Mono.error(failure);
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    return Mono.error(failure);
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return Flux.error(failure);
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    return Flux.error(failure);
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return readings ? Mono.error(failure) : super.observe(since, watched, elections);
  }
}
