package io.election4j.demo;

import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Uses a store once for everything that an election needs. Whatever a virtual machine does for the
 * first time takes it many times longer; the demo is about processes that have run for a while.
 */
final class Rehearsal {

  private static final String PREFIX = "election4j-demo/rehearsal/";

  private final LeaseStore store;
  private final Lease lease;
  private final List<String> election;

  /** Prepares a rehearsal of this lease's candidate, on an election of its own. */
  Rehearsal(LeaseStore store, Lease lease) {
    this.store = store;
    this.lease = lease;
    this.election = List.of(PREFIX + lease.candidate().name());
  }

  /** Claims and vacates; another demo's candidate of that name may be faster, which is as well. */
  void play() {
    store.prepare().block();
    store.create(election).block();
    store.open(lease).block();
    Observation seen = await(store.observe(Marker.START, List.of(lease.id()), election));
    List<ElectionRecord> won = await(store.claim(lease, seen.records()).collectList());
    store.renew(lease.id()).block();
    store.amend(won.stream().<Amendment>map(Amendment.Vacate::new).toList()).blockLast();
    store.end(lease.id()).block();
  }

  private static <T> T await(Mono<T> answer) {
    return Objects.requireNonNull(answer.block());
  }
}
