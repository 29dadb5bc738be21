package io.election4j.testkit.virtual;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One process's connection to the store of its world; it works as well as the script says. */
final class VirtualStore implements LeaseStore {

  /** What becomes of calls. */
  enum State {
    UP,
    DOWN,
    SILENT
  }

  private final InMemoryLeaseStore store;
  private final Predicate<String> mayWin;
  private State state = State.UP;
  private @Nullable LeaseId lease;
  private long observations;

  VirtualStore(InMemoryLeaseStore store, Predicate<String> mayWin) {
    this.store = store;
    this.mayWin = mayWin;
  }

  void become(State next) {
    state = next;
  }

  /** Returns the lease opened last; {@code null} if none was. */
  @Nullable LeaseId lease() {
    return lease;
  }

  /** Returns how many observations were answered. */
  long observations() {
    return observations;
  }

  @Override
  public Mono<Void> prepare() {
    return mono(store.prepare());
  }

  @Override
  public Mono<Boolean> open(Lease opening) {
    return mono(store.open(opening)).doOnNext(open -> lease = opening.id());
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return mono(store.renew(id));
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return mono(store.end(own));
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return mono(store.fence(rival, version));
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    return mono(store.create(elections));
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return flux(
        Flux.defer(
            () ->
                store.claim(
                    me, seen.stream().filter(record -> mayWin.test(record.election())).toList())));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    return flux(store.amend(amendments));
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return mono(store.observe(since, watched, elections)).doOnNext(seen -> observations++);
  }

  @Override
  public void close() {
    store.close();
  }

  private <T> Mono<T> mono(Mono<T> answer) {
    return flux(answer.flux()).next();
  }

  private <T> Flux<T> flux(Flux<T> answer) {
    return Flux.defer(
        () ->
            switch (state) {
              case UP -> answer;
              case DOWN -> Flux.error(StoreException.unavailable("connection refused", null));
              case SILENT -> Flux.never();
            });
  }
}
