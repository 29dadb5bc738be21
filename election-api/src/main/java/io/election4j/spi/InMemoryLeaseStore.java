package io.election4j.spi;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/**
 * The reference store: keeps its data in this process, for tests and as an example for store
 * authors.
 *
 * <p>Each instance is one connection to its data. {@link #connect()} opens another one, as another
 * process would; closing a connection closes neither the others nor the data. The store has no
 * threads and no clock: a write is applied, and hints of it are pushed, on the thread that
 * subscribes, so it runs in virtual time too. Safe for use by many threads.
 */
public final class InMemoryLeaseStore
    implements LeaseStore, ChangePush, ElectionDirectory, LeaseDirectory {

  private final InMemoryTables tables;
  private volatile boolean closed;

  private InMemoryLeaseStore(InMemoryTables tables) {
    this.tables = tables;
  }

  /** Returns a store over new, empty data with an identity of its own. */
  public static InMemoryLeaseStore create() {
    return new InMemoryLeaseStore(new InMemoryTables());
  }

  /**
   * Returns another store over the same data. Works on a closed store too, as a restarted process
   * would.
   */
  public InMemoryLeaseStore connect() {
    return new InMemoryLeaseStore(tables);
  }

  @Override
  public Mono<Void> prepare() {
    return call(() -> true).then();
  }

  @Override
  public Mono<Boolean> open(Lease lease) {
    return call(() -> tables.open(lease));
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return call(() -> tables.renew(id));
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return call(() -> tables.end(own)).then();
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return call(() -> tables.fence(rival, version));
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    return write(() -> tables.create(elections)).then();
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return write(() -> tables.claim(me, seen));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    return write(() -> tables.amend(amendments));
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return call(() -> tables.observe(since, watched, elections));
  }

  @Override
  public Flux<ElectionRecord> list(String prefix) {
    return call(() -> tables.list(prefix)).flatMapIterable(records -> records);
  }

  @Override
  public Flux<Lease> leases() {
    return call(tables::leases).flatMapIterable(leases -> leases);
  }

  @Override
  public Mono<Void> purge(Collection<LeaseId> ended) {
    return call(() -> tables.purge(ended)).then();
  }

  @Override
  public Flux<Change> changes() {
    return Flux.defer(
        () -> {
          // One unbounded queue per subscriber: a slow one keeps neither writers nor other
          // subscribers waiting.
          // Writers emit at the same time, which this queue allows and the sink therefore need not
          // detect.
          Sinks.Many<Change> queue =
              Sinks.unsafe()
                  .many()
                  .unicast()
                  .onBackpressureBuffer(Queues.<Change>unboundedMultiproducer().get());
          queue.tryEmitNext(new Change.Opened());
          tables.addQueue(queue);
          return queue.asFlux().doFinally(end -> tables.removeQueue(queue));
        });
  }

  /**
   * Makes every later call on this connection fail; hints that flow already go on until they are
   * cancelled.
   */
  @Override
  public void close() {
    closed = true;
  }

  private Flux<ElectionRecord> write(Callable<List<ElectionRecord>> statement) {
    Callable<List<ElectionRecord>> pushed =
        () -> {
          List<ElectionRecord> written = statement.call();
          tables.push(written);
          return written;
        };
    return call(pushed).flatMapIterable(written -> written);
  }

  private <T> Mono<T> call(Callable<T> statement) {
    return Mono.fromCallable(
        () -> {
          if (closed) {
            throw StoreException.unavailable("the in-memory store is closed", null);
          }
          return statement.call();
        });
  }
}
