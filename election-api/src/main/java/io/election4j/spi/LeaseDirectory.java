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
   * Reads all leases, LIVE and ENDED ones, in no order, from where writes are acknowledged. Their
   * number is that of the processes of late, not that of the elections.
   */
  Flux<Lease> leases();

  /**
   * Deletes those of these leases that are ENDED and that no record names as its holder; the others
   * stay untouched. Callers give leases that ended so long ago that nothing sent before can still
   * be under way.
   *
   * @return completes when every later read shows those gone that this call has deleted; what
   *     another purge is deleting just now may be seen until that one completes
   */
  Mono<Void> purge(Collection<LeaseId> ended);
}
