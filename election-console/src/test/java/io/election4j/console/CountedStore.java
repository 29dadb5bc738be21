package io.election4j.console;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionDirectory;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The way to a store: counts what is asked of it, and can be cut. */
final class CountedStore implements LeaseStore, ElectionDirectory, LeaseDirectory {

  final AtomicInteger reads = new AtomicInteger();
  final AtomicInteger writes = new AtomicInteger();
  volatile boolean cut;

  /** Whether all but the listing of leases works. */
  volatile boolean leasesCut;

  /** What all that lists elections waits for. */
  volatile Mono<Void> held = Mono.empty();

  private final InMemoryLeaseStore store;

  CountedStore(InMemoryLeaseStore store) {
    this.store = store;
  }

  private <T> Mono<T> read(Mono<T> answer) {
    return Mono.defer(() -> count(reads) ? Mono.error(lost()) : answer);
  }

  private <T> Flux<T> readMany(Flux<T> answer) {
    return Flux.defer(() -> count(reads) ? Flux.error(lost()) : answer);
  }

  private <T> Mono<T> write(Mono<T> deed) {
    return Mono.defer(() -> count(writes) ? Mono.error(lost()) : deed);
  }

  private <T> Flux<T> writeMany(Flux<T> deed) {
    return Flux.defer(() -> count(writes) ? Flux.error(lost()) : deed);
  }

  private boolean count(AtomicInteger counter) {
    counter.incrementAndGet();
    return cut;
  }

  private static StoreException lost() {
    return StoreException.unavailable("the cable is cut", null);
  }

  @Override
  public Mono<Void> prepare() {
    return read(store.prepare());
  }

  @Override
  public Mono<Boolean> open(Lease lease) {
    return write(store.open(lease));
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return write(store.renew(id));
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return write(store.end(own));
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return write(store.fence(rival, version));
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    return write(store.create(elections));
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return writeMany(store.claim(me, seen));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    return writeMany(store.amend(amendments));
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return read(store.observe(since, watched, elections));
  }

  @Override
  public Flux<ElectionRecord> list(String prefix) {
    return readMany(Flux.defer(() -> held.thenMany(store.list(prefix))));
  }

  @Override
  public Flux<Lease> leases() {
    return leasesCut ? Flux.error(lost()) : readMany(store.leases());
  }

  @Override
  public Mono<Void> purge(Collection<LeaseId> ended) {
    return write(store.purge(ended));
  }

  @Override
  public void close() {}
}
