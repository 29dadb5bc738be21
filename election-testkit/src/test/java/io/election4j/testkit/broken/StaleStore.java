package io.election4j.testkit.broken;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Observation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Shows a lease as it was at the last reading but two, unless this store object renews it. */
final class StaleStore extends AlteredStore {

  private static final int LAG = 3;

  private final Map<LeaseId, Deque<Lease>> read = new ConcurrentHashMap<>();

  StaleStore(InMemoryLeaseStore store) {
    super(store);
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return super.renew(id).doOnTerminate(() -> read.remove(id));
  }

  @Override
  Observation shown(Observation seen) {
    return new Observation(
        seen.identity(),
        seen.next(),
        seen.records(),
        seen.leases().stream().map(this::shown).toList());
  }

  private Lease shown(Lease lease) {
    Deque<Lease> earlier = read.computeIfAbsent(lease.id(), id -> new ArrayDeque<>());
    synchronized (earlier) {
      earlier.add(lease);
      return lease.live() && earlier.size() > LAG ? earlier.remove() : lease;
    }
  }
}
