package io.election4j.mysql;

import io.election4j.Candidate;
import io.election4j.Leadership;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.testkit.guard.StaleLeadership;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The terms of one election, with no clock and no process behind them. */
final class Terms {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MySqlLeaseStore store;
  private final String election;

  Terms(MySqlLeaseStore store, String election) {
    this.store = store;
    this.election = election;
    store.create(List.of(election)).block(PATIENCE);
  }

  /** Elects somebody else. */
  Leadership next() {
    return next(LeaseId.random());
  }

  Leadership next(LeaseId lease) {
    List<ElectionRecord> won = claim(lease);
    ElectionRecord record = won.get(0);
    return new StaleLeadership(election, record.term(), lease);
  }

  List<ElectionRecord> claim(LeaseId id) {
    Lease lease = Lease.opening(id, Duration.ofSeconds(15), Candidate.named("me"));
    return answer(store.claim(lease, List.of(record())).collectList().block(PATIENCE));
  }

  void vacate() {
    store.amend(List.of(new Amendment.Vacate(record()))).single().block(PATIENCE);
  }

  ElectionRecord record() {
    return answer(store.observe(null, List.of(), List.of(election)).block(PATIENCE))
        .records()
        .get(0);
  }

  private static <T> T answer(T value) {
    return Objects.requireNonNull(value);
  }
}
