package io.election4j.testkit.broken;

import io.election4j.spi.Amendment;
import io.election4j.spi.ChangePush;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A conformant store, to be broken by overriding a method. */
class AlteredStore implements LeaseStore, ChangePush, ElectionDirectory, LeaseDirectory {

  private final InMemoryLeaseStore store;

  AlteredStore(InMemoryLeaseStore store) {
    this.store = store;
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
  public Mono<Boolean> renew(LeaseId id) {
    return store.renew(id);
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
    return store.claim(me, seen).map(this::shown);
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    return store.amend(amendments).map(this::shown);
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return store.observe(since, watched, elections).map(this::shown);
  }

  @Override
  public Flux<Change> changes() {
    return store.changes().map(this::shown);
  }

  @Override
  public Flux<ElectionRecord> list(String prefix) {
    return store.list(prefix).map(this::shown);
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

  /** Returns what callers get to see of a record, wherever they see it. */
  ElectionRecord shown(ElectionRecord record) {
    return record;
  }

  /** Returns what callers get to see of an observation. */
  Observation shown(Observation seen) {
    List<ElectionRecord> records = seen.records().stream().map(this::shown).toList();
    return new Observation(seen.identity(), seen.next(), records, seen.leases());
  }

  private Change shown(Change change) {
    return change instanceof Change.Written written
        ? new Change.Written(shown(written.record()))
        : change;
  }

  /** Reads records as they are stored now, by name. */
  final Mono<Map<String, ElectionRecord>> now(Collection<String> elections) {
    return store
        .observe(null, List.of(), elections)
        .flatMapIterable(Observation::records)
        .collectMap(ElectionRecord::election);
  }

  /** Reads the same records as they are stored now, by name. */
  final Mono<Map<String, ElectionRecord>> nowOf(Collection<ElectionRecord> seen) {
    return now(seen.stream().map(ElectionRecord::election).toList());
  }

  /** Reads a lease as it is stored now. */
  final Mono<Lease> now(LeaseId id) {
    return store.observe(null, List.of(id), List.of()).flatMapIterable(Observation::leases).next();
  }
}
