package io.election4j.testkit.broken;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/**
 * Locks the records of a claim or an amendment one after the other, in the order given, until all
 * are written: two batches may wait for each other, and then fail.
 */
final class OrderedLocks extends AlteredStore {

  private static final Duration DEADLOCK = Duration.ofMillis(50);

  /** What a statement takes. */
  private static final Duration STATEMENT = Duration.ofNanos(20_000);

  private final Map<String, Object> locks;

  private OrderedLocks(InMemoryLeaseStore store, Map<String, Object> locks) {
    super(store);
    this.locks = locks;
  }

  static Function<InMemoryLeaseStore, LeaseStore> shared() {
    Map<String, Object> locks = new ConcurrentHashMap<>();
    return store -> new OrderedLocks(store, locks);
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return locked(seen.stream().map(ElectionRecord::election).toList(), super.claim(me, seen));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    List<String> names = amendments.stream().map(one -> one.held().election()).toList();
    return locked(names, super.amend(amendments));
  }

  private <T> Flux<T> locked(List<String> names, Flux<T> write) {
    return names.size() < 2
        ? write
        : Flux.defer(
            () -> {
              Object owner = new Object();
              try {
                names.forEach(name -> lock(name, owner));
                return Flux.fromIterable(write.collectList().blockOptional().orElseThrow());
              } finally {
                names.forEach(name -> locks.remove(name, owner));
              }
            });
  }

  private void lock(String name, Object owner) {
    long end = System.nanoTime() + DEADLOCK.toNanos();
    while (locks.putIfAbsent(name, owner) != null) {
      if (System.nanoTime() > end) {
        throw StoreException.unavailable("deadlock", null);
      }
      LockSupport.parkNanos(STATEMENT.toNanos());
    }
    LockSupport.parkNanos(STATEMENT.toNanos());
  }
}
