package io.election4j.testkit.broken;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Observation;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** A renewal brings back a lease that its owner has ended. */
final class RevivingStore extends AlteredStore {

  private final Set<LeaseId> ended;
  private final Set<LeaseId> revived;

  RevivingStore(InMemoryLeaseStore store, Set<LeaseId> ended, Set<LeaseId> revived) {
    super(store);
    this.ended = ended;
    this.revived = revived;
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return super.end(own).doOnTerminate(() -> ended.add(own));
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return super.renew(id).map(renewed -> renewed || revives(id));
  }

  private boolean revives(LeaseId id) {
    return ended.contains(id) && (revived.add(id) || true);
  }

  @Override
  Observation shown(Observation seen) {
    List<Lease> leases = seen.leases().stream().map(this::shown).toList();
    return new Observation(seen.identity(), seen.next(), seen.records(), leases);
  }

  private Lease shown(Lease lease) {
    return revived.contains(lease.id())
        ? new Lease(lease.id(), lease.version(), lease.ttl(), Lease.State.LIVE, lease.candidate())
        : lease;
  }
}
