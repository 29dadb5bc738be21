package io.election4j.spi;

import java.util.Collection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The optional ability of a {@link LeaseStore} to list leases, so that the participants can be
 * shown and what is left of former ones be cleared away.
 */
public interface LeaseDirectory {

  /**
   * Reads all leases, LIVE and ENDED ones, from where writes are acknowledged; those that were
   * written last come last, by the server's clock where there is one: the order only says which are
   * worth keeping. Their number is that of the processes of late, not that of the elections.
   */
  Flux<Lease> leases();

  /**
   * Deletes those of these leases that are ENDED and that no record names as its holder; the others
   * stay untouched. Callers give leases that ended long ago, or before many others: a late copy of
   * an opening may bring one of them back, which delays others for its time at the worst.
   */
  Mono<Void> purge(Collection<LeaseId> ended);
}
