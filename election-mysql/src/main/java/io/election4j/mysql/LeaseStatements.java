package io.election4j.mysql;

import io.election4j.Candidate;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Reads and writes of single leases; each write is one statement with its condition in it. */
final class LeaseStatements {

  private static final String INSERT =
      "INSERT INTO election_lease"
          + " (lease, version, ttl_millis, state, candidate, attributes, priority, changed)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, "
          + Markers.NOW
          + ")";

  private static final String RENEW =
      "UPDATE election_lease SET version = version + 1, changed = "
          + Markers.NOW
          + " WHERE lease = ? AND state = 'LIVE'";

  private static final String END =
      "UPDATE election_lease SET state = 'ENDED', changed = "
          + Markers.NOW
          + " WHERE lease = ? AND state = 'LIVE'";

  private static final String FENCE = END + " AND version = ?";

  private static final String STATE = "SELECT state FROM election_lease WHERE lease = ?";

  private LeaseStatements() {}

  static Mono<Boolean> open(Session session, Lease lease) {
    Lease opening = Lease.opening(lease.id(), lease.ttl(), lease.candidate());
    return insert(session, opening).flatMap(done -> done ? Mono.just(true) : live(session, lease));
  }

  static Mono<Boolean> renew(Session session, LeaseId lease) {
    return one(session, Sql.of(RENEW, lease.toString()));
  }

  static Mono<Boolean> end(Session session, LeaseId lease) {
    return one(session, Sql.of(END, lease.toString()));
  }

  /** Version 0 is that of an absent lease. */
  static Mono<Boolean> fence(Session session, LeaseId rival, long version) {
    return version == 0
        ? insert(session, absent(rival))
        : one(session, Sql.of(FENCE, rival.toString(), version));
  }

  private static Lease absent(LeaseId id) {
    return new Lease(id, 0, Duration.ZERO, Lease.State.ENDED, Candidate.named("absent"));
  }

  /** {@code false} if a lease with this id is there already. */
  private static Mono<Boolean> insert(Session session, Lease lease) {
    Candidate candidate = lease.candidate();
    Sql sql =
        Sql.of(
            INSERT,
            lease.id().toString(),
            lease.version(),
            lease.ttl().toMillis(),
            lease.state().name(),
            candidate.name(),
            AttributesJson.write(candidate.attributes()),
            candidate.priority());
    return one(session, sql).onErrorResume(Faults::duplicate, there -> Mono.just(false));
  }

  private static Mono<Boolean> live(Session session, Lease lease) {
    return session
        .rows(Sql.of(STATE, lease.id().toString()), row -> Rows.text(row, "state"))
        .map(states -> states.contains(Lease.State.LIVE.name()));
  }

  private static Mono<Boolean> one(Session session, Sql sql) {
    return Contention.retry(session, session.update(sql)).map(matched -> matched > 0);
  }
}
