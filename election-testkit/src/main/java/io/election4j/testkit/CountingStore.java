package io.election4j.testkit;

import io.election4j.spi.Amendment;
import io.election4j.spi.ChangePush;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A process's way to its store: counts what goes along, and can be cut, as by a broken network. */
final class CountingStore implements LeaseStore, ChangePush {

  private final LeaseStore store;
  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicInteger renewals = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile boolean cut;

  CountingStore(LeaseStore store) {
    this.store = store;
  }

  /** From now on nothing arrives at the store and nothing comes back. */
  void cut() {
    cut = true;
  }

  /** Returns how many writes but renewals were sent. */
  int writes() {
    return writes.get();
  }

  int renewals() {
    return renewals.get();
  }

  int reads() {
    return reads.get();
  }

  @Override
  public Mono<Void> prepare() {
    return Mono.from(unlessCut(store::prepare));
  }

  @Override
  public Mono<Boolean> open(Lease lease) {
    return Mono.from(counted(writes, () -> store.open(lease)));
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return Mono.from(counted(renewals, () -> store.renew(id)));
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return Mono.from(counted(writes, () -> store.end(own)));
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return Mono.from(counted(writes, () -> store.fence(rival, version)));
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    return Mono.from(counted(writes, () -> store.create(elections)));
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return counted(writes, () -> store.claim(me, seen));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    return counted(writes, () -> store.amend(amendments));
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return Mono.from(counted(reads, () -> store.observe(since, watched, elections)));
  }

  @Override
  public Flux<Change> changes() {
    return store instanceof ChangePush push ? push.changes().filter(change -> !cut) : Flux.never();
  }

  @Override
  public void close() {
    store.close();
  }

  private <T> Flux<T> counted(AtomicInteger counter, Supplier<Publisher<T>> call) {
    return unlessCut(
        () -> {
          counter.incrementAndGet();
          return call.get();
        });
  }

  private <T> Flux<T> unlessCut(Supplier<Publisher<T>> call) {
    return Flux.defer(() -> cut ? Flux.never() : call.get()).filter(answer -> !cut);
  }
}
