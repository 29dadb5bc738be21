package io.election4j.testkit.virtual;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.testkit.virtual.internal.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Whoever else leads, without being a process: takes elections over and gives them up at once. */
final class StandIn {

  private static final Duration LEASE = Duration.ofHours(1);
  private static final long RENEWAL_NANOS = Duration.ofMinutes(1).toNanos();

  private final InMemoryLeaseStore store;
  private final VirtualTime time;
  private final LeaseId id = LeaseId.random();

  StandIn(InMemoryLeaseStore store, VirtualTime time) {
    this.store = store;
    this.time = time;
  }

  /** Leads an election as this candidate, whoever did so far. */
  void takeOver(String election, Candidate as) {
    Lease lease = Lease.opening(id, LEASE, as);
    store.create(List.of(election)).block();
    if (now(store.open(lease)) && leases().get(0).version() == 1) {
      renew();
    }
    store.claim(lease, List.of(record(election))).blockLast();
  }

  /** Leaves an election vacant, whoever led it. */
  void vacate(String election) {
    takeOver(election, Candidate.named("stand-in"));
    store.amend(List.of(new Amendment.Vacate(record(election)))).blockLast();
  }

  ElectionRecord record(String election) {
    return now(store.observe(null, List.of(), List.of(election))).records().get(0);
  }

  private List<Lease> leases() {
    return now(store.observe(null, List.of(id), List.of())).leases();
  }

  private void renew() {
    store.renew(id).block();
    time.at(time.now() + RENEWAL_NANOS, this::renew);
  }

  private static <T> T now(Mono<T> answer) {
    return Objects.requireNonNull(answer.block(), "the store in memory did not answer");
  }
}
