package io.election4j.testkit.broken;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Asks a server before every call, on threads of its own, as a store on JDBC does. */
class RemoteStore extends AlteredStore {

  private static final Scheduler THREADS =
      Schedulers.newBoundedElastic(1_000, 1_000, "remote-store", 10, true);

  private final Wire wire;

  RemoteStore(InMemoryLeaseStore store, Wire wire) {
    super(store);
    this.wire = wire;
  }

  /** Returns what runs when a call is subscribed to: by default it asks on another thread. */
  Mono<Void> asked() {
    return onThisThread().subscribeOn(THREADS);
  }

  final Mono<Void> onThisThread() {
    return Mono.<Void>fromRunnable(this::ask);
  }

  private void ask() {
    try {
      wire.ask();
    } catch (IOException failed) {
      throw StoreException.unavailable("no answer", failed);
    }
  }

  /** Asks before a call that is about these. */
  <T> Flux<T> about(Collection<?> all, Flux<T> answer) {
    return all.isEmpty() ? answer : asked().thenMany(answer);
  }

  @Override
  public Mono<Void> prepare() {
    return asked().then(super.prepare());
  }

  @Override
  public Mono<Boolean> open(Lease lease) {
    return asked().then(super.open(lease));
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return asked().then(super.renew(id));
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return asked().then(super.end(own));
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return asked().then(super.fence(rival, version));
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    return about(elections, super.create(elections).flux()).then();
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return about(seen, super.claim(me, seen));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    return about(amendments, super.amend(amendments));
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return asked().then(super.observe(since, watched, elections));
  }

  @Override
  public Flux<Lease> leases() {
    return asked().thenMany(super.leases());
  }

  @Override
  public Mono<Void> purge(Collection<LeaseId> ended) {
    return about(ended, super.purge(ended).flux()).then();
  }
}
