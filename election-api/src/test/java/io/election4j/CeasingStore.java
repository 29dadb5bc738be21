package io.election4j;

import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.util.HashSet;
import java.util.Set;
import reactor.core.publisher.Mono;

/** The first renewal of every lease passes, all later ones fail. */
final class CeasingStore extends FaultyStore {

  private final Set<LeaseId> renewed = new HashSet<>();

  CeasingStore(InVirtualTime world) {
    super(world.data.connect());
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return Mono.defer(
        () ->
            renewed.add(id)
                ? super.renew(id)
                : Mono.error(StoreException.unavailable("no connection left", null)));
  }
}
