package io.election4j.sql;

import io.election4j.Candidate;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.support.Batches;
import io.election4j.spi.support.JsonText;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads and writes of leases; each write is one statement with its condition in it. */
final class LeaseStatements {

  private static final String INSERT =
      "INSERT INTO election_lease"
          + " (lease, version, ttl_millis, state, candidate, attributes, priority, changed)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, {now})";

  private static final String RENEW =
      "UPDATE election_lease SET version = version + 1, changed = {now}"
          + " WHERE lease = ? AND state = 'LIVE'";

  private static final String END =
      "UPDATE election_lease SET state = 'ENDED', changed = {now}"
          + " WHERE lease = ? AND state = 'LIVE'";

  private static final String FENCE = END + " AND version = ?";

  private static final String STATE = "SELECT state FROM election_lease WHERE lease = ?";

  private static final String ALL =
      "SELECT " + Rows.LEASE + " FROM election_lease ORDER BY changed, lease";

  /** Reads all records, as no index is on the holder, but locks none. */
  private static final String NAMED =
      "SELECT DISTINCT holder FROM election_record WHERE holder IN (%s)";

  private static final String PURGE =
      "DELETE FROM election_lease WHERE lease IN (%s) AND state = 'ENDED'";

  private LeaseStatements() {}

  static Mono<Boolean> open(SqlSession session, Lease lease) {
    Lease opening = Lease.opening(lease.id(), lease.ttl(), lease.candidate());
    return insert(session, opening).flatMap(done -> done ? Mono.just(true) : live(session, lease));
  }

  static Mono<Boolean> renew(SqlSession session, LeaseId lease) {
    return one(session, Markers.timed(session, RENEW, lease.toString()));
  }

  static Mono<Boolean> end(SqlSession session, LeaseId lease) {
    return one(session, Markers.timed(session, END, lease.toString()));
  }

  /** Version 0 is that of an absent lease. */
  static Mono<Boolean> fence(SqlSession session, LeaseId rival, long version) {
    return version == 0
        ? insert(session, Lease.fenced(rival))
        : one(session, Markers.timed(session, FENCE, rival.toString(), version));
  }

  static Mono<List<Lease>> all(SqlSession session) {
    return session.rows(Sql.of(ALL), Rows::lease);
  }

  /**
   * Two statements: one that looks for each lease among the records would read all of them a
   * thousand times over. A record written between the two names an absent lease, which rivals
   * fence.
   */
  static Mono<Void> purge(SqlSession session, Collection<LeaseId> ended) {
    List<String> ids = ended.stream().map(LeaseId::toString).sorted().toList();
    return Flux.fromIterable(Batches.split(ids, Sql.LARGE))
        .concatMap(
            some ->
                session
                    .rows(Sql.listing(NAMED, some), row -> row.text("holder"))
                    .map(named -> some.stream().filter(id -> !named.contains(id)).toList())
                    .filter(rest -> !rest.isEmpty())
                    .flatMap(rest -> session.retry(session.update(Sql.listing(PURGE, rest)))))
        .then();
  }

  /** {@code false} if a lease with this id is there already. */
  private static Mono<Boolean> insert(SqlSession session, Lease lease) {
    Candidate candidate = lease.candidate();
    Sql sql =
        Markers.timed(
            session,
            INSERT,
            lease.id().toString(),
            lease.version(),
            lease.ttl().toMillis(),
            lease.state().name(),
            candidate.name(),
            JsonText.attributes(candidate.attributes()),
            candidate.priority());
    return one(session, sql).onErrorResume(session.dialect()::duplicate, there -> Mono.just(false));
  }

  private static Mono<Boolean> live(SqlSession session, Lease lease) {
    return session
        .rows(Sql.of(STATE, lease.id().toString()), row -> row.text("state"))
        .map(states -> states.contains(Lease.State.LIVE.name()));
  }

  private static Mono<Boolean> one(SqlSession session, Sql sql) {
    return session.retry(session.update(sql)).map(matched -> matched > 0);
  }
}
