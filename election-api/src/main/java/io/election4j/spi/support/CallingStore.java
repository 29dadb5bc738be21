package io.election4j.spi.support;

import io.election4j.spi.Amendment;
import io.election4j.spi.ChangePush;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.support.BlockingLeaseStores.Options;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Calls a blocking store. The methods of the optional abilities are here for all, and count only
 * where a subclass says that it has the ability.
 */
class CallingStore implements LeaseStore {

  private final BlockingLeaseStore store;
  private final CallThreads threads;

  CallingStore(BlockingLeaseStore store, Options options) {
    this.store = store;
    this.threads = new CallThreads(options);
  }

  /** A call that answers with nothing. */
  private interface Action {
    void run() throws Exception;
  }

  private Mono<Void> run(String name, Action action) {
    return threads
        .call(
            name,
            () -> {
              action.run();
              return true;
            })
        .then();
  }

  @Override
  public Mono<Void> prepare() {
    return run("prepare", store::prepare);
  }

  @Override
  public Mono<Boolean> open(Lease lease) {
    return threads.call("open", () -> store.open(lease));
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return threads.renewal("renew", () -> store.renew(id));
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return run("end", () -> store.end(own));
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return threads.call("fence", () -> store.fence(rival, version));
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    List<String> all = List.copyOf(elections);
    return all.isEmpty() ? Mono.empty() : run("create", () -> store.create(all));
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    List<ElectionRecord> all = List.copyOf(seen);
    return all.isEmpty()
        ? Flux.empty()
        : threads
            .call("claim", () -> List.copyOf(store.claim(me, all)))
            .flatMapIterable(won -> won);
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    List<Amendment> all = List.copyOf(amendments);
    return all.isEmpty()
        ? Flux.empty()
        : threads
            .call("amend", () -> List.copyOf(store.amend(all)))
            .flatMapIterable(changed -> changed);
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    List<LeaseId> leases = List.copyOf(watched);
    List<String> names = List.copyOf(elections);
    return threads.call("observe", () -> store.observe(since, leases, names));
  }

  public Flux<ElectionRecord> list(String prefix) {
    return threads
        .call("list", () -> List.copyOf(((BlockingElectionDirectory) store).list(prefix)))
        .flatMapIterable(records -> records);
  }

  public Flux<Lease> leases() {
    return threads
        .call("leases", () -> List.copyOf(((BlockingLeaseDirectory) store).leases()))
        .flatMapIterable(leases -> leases);
  }

  public Mono<Void> purge(Collection<LeaseId> ended) {
    List<LeaseId> all = List.copyOf(ended);
    return all.isEmpty()
        ? Mono.empty()
        : run("purge", () -> ((BlockingLeaseDirectory) store).purge(all));
  }

  public Flux<ChangePush.Change> changes() {
    return ((ChangePush) store).changes();
  }

  @Override
  public void close() {
    threads.close(store);
  }
}
