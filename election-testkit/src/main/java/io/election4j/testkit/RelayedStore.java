package io.election4j.testkit;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A store that hands every call to another one by way of {@link #relay}, where a test can count it,
 * hold it up or let it fail. It hands on no hints and no listing of elections. Over a store that is
 * no {@link LeaseDirectory} there are no leases to see, and nothing is purged.
 */
public abstract class RelayedStore implements LeaseStore, LeaseDirectory {

  /** What is called: the methods of {@link LeaseStore} and {@link LeaseDirectory}. */
  public enum Call {
    PREPARE,
    OPEN,
    RENEW,
    END,
    FENCE,
    CREATE,
    CLAIM,
    AMEND,
    OBSERVE,
    LEASES,
    PURGE
  }

  private final LeaseStore store;

  /** Relays to this store. */
  protected RelayedStore(LeaseStore store) {
    this.store = store;
  }

  /**
   * Relays one call.
   *
   * @param answer reaches the store when it is subscribed to, each time anew
   * @return what the caller gets
   */
  protected abstract <T> Flux<T> relay(Call call, Flux<T> answer);

  private <T> Mono<T> one(Call call, Mono<T> answer) {
    return relay(call, answer.flux()).singleOrEmpty();
  }

  @Override
  public final Mono<Void> prepare() {
    return one(Call.PREPARE, store.prepare());
  }

  @Override
  public final Mono<Boolean> open(Lease lease) {
    return one(Call.OPEN, store.open(lease));
  }

  @Override
  public final Mono<Boolean> renew(LeaseId id) {
    return one(Call.RENEW, store.renew(id));
  }

  @Override
  public final Mono<Void> end(LeaseId own) {
    return one(Call.END, store.end(own));
  }

  @Override
  public final Mono<Boolean> fence(LeaseId rival, long version) {
    return one(Call.FENCE, store.fence(rival, version));
  }

  @Override
  public final Mono<Void> create(Collection<String> elections) {
    return one(Call.CREATE, store.create(elections));
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return relay(Call.CLAIM, store.claim(me, seen));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    return relay(Call.AMEND, store.amend(amendments));
  }

  @Override
  public final Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return one(Call.OBSERVE, store.observe(since, watched, elections));
  }

  @Override
  public final Flux<Lease> leases() {
    return relay(
        Call.LEASES,
        store instanceof LeaseDirectory directory ? directory.leases() : Flux.<Lease>empty());
  }

  @Override
  public final Mono<Void> purge(Collection<LeaseId> ended) {
    return one(
        Call.PURGE,
        store instanceof LeaseDirectory directory ? directory.purge(ended) : Mono.<Void>empty());
  }

  @Override
  public void close() {
    store.close();
  }
}
