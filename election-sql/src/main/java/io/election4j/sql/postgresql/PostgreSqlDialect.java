package io.election4j.sql.postgresql;

import io.election4j.sql.Dialect;
import io.election4j.sql.RecordNotices;
import io.election4j.sql.Rows;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlRefusal;
import io.election4j.sql.SqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** PostgreSQL 12 or newer. Has no state. */
public final class PostgreSqlDialect implements Dialect {

  /**
   * The channel that tells of records written; the payload is the stamp of the statement or, where
   * one record is written and is not long, that record.
   */
  public static final String CHANNEL = "election4j";

  private static final String NOW =
      "CAST(EXTRACT(EPOCH FROM statement_timestamp()) * 1000000 AS bigint)";

  private static final String WRITABLE =
      "CASE WHEN pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'"
          + " THEN 'read-only' ELSE 'writable' END";

  /** Types are said, since the rows of other tables follow in the same statement. */
  private static final String SERVER =
      "SELECT 0 AS kind, CAST(%s AS text) AS election, "
          + NOW
          + " AS term, CAST(NULL AS bigint) AS revision, CAST(NULL AS text) AS holder,"
          + " CAST(NULL AS bigint) AS ttl_millis, CAST(NULL AS text) AS leader,"
          + " CAST(NULL AS text) AS leader_attributes, CAST(NULL AS integer) AS leader_priority, "
          + WRITABLE
          + " AS value, CAST(NULL AS text) AS request, CAST(NULL AS bigint) AS changed,"
          + " CAST(NULL AS bigint) AS stamp";

  /** A promoted standby has a time line of its own, and lacks what was not sent to it. */
  private static final String TIMELINE = "substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)";

  private static final String CLUSTER = "(SELECT system_identifier FROM pg_control_system())";

  /** Of the database and the table, for those who may not read the cluster's own. */
  private static final String PLACE =
      "(SELECT oid FROM pg_database WHERE datname = current_database())"
          + " || '.' || CAST(to_regclass('election_record') AS oid)";

  /** The first that the server lets this user read. */
  private static final List<String> IDENTITIES =
      List.of(
          CLUSTER + " || '/' || " + TIMELINE, PLACE + " || '/' || " + TIMELINE, PLACE + " || ''");

  private static final String IN_RECOVERY = "55000";
  private static final String DUPLICATE = "23505";

  /** Deadlock, lock not given in time, row changed meanwhile: the statement was not applied. */
  private static final Set<String> CONTENTION = Set.of("40P01", "55P03", "40001");

  /** No such table, no such column, no such schema. */
  private static final Set<String> TABLES_GONE = Set.of("42P01", "42703", "3F000");

  /**
   * One statement: it locks what nobody else has locked, in the order of names, so that two writers
   * never wait for one another; then it judges each row as it is now, which a condition anywhere
   * but in the update's own WHERE would not; then it tells who listens, once. The names come to the
   * update as an array, not by a join: no plan then compares every row with every name, whatever
   * the statistics say of the condition.
   */
  private static final String UPDATE =
      "WITH free (name) AS MATERIALIZED (SELECT election FROM election_record"
          + " WHERE election IN (%s) ORDER BY election FOR UPDATE SKIP LOCKED)"
          + " UPDATE election_record SET revision = revision + 1, changed = "
          + NOW
          + ", stamp = ?, %s WHERE election = ANY (ARRAY(SELECT name FROM free)) AND %s RETURNING "
          + Rows.RECORD
          + ", pg_notify('"
          + CHANNEL
          + "', %s)";

  private static final String STAMP = "CAST(stamp AS text)";

  /** A record as an object of strings, as {@link RecordNotices} reads it. */
  private static final String RECORD =
      "CAST(json_strip_nulls(json_build_object('election', election, 'term', CAST(term AS text),"
          + " 'revision', CAST(revision AS text), 'holder', holder,"
          + " 'ttl_millis', CAST(ttl_millis AS text), 'leader', leader,"
          + " 'leader_attributes', leader_attributes,"
          + " 'leader_priority', CAST(leader_priority AS text), 'value', value,"
          + " 'request', request)) AS text)";

  /** A payload has less than 8,000 bytes. */
  private static final String RECORD_OR_STAMP =
      "CASE WHEN octet_length(" + RECORD + ") < 7900 THEN " + RECORD + " ELSE " + STAMP + " END";

  @Override
  public String now() {
    return NOW;
  }

  @Override
  public String nowMillis() {
    return NOW + " / 1000";
  }

  @Override
  public String server(String identity) {
    return SERVER.formatted(identity);
  }

  @Override
  public String startsWith(String column) {
    return "starts_with(" + column + ", ?)";
  }

  @Override
  public String insertAbsent(String table, String columns, String rows) {
    return "INSERT INTO "
        + table
        + " ("
        + columns
        + ") VALUES "
        + rows
        + " ON CONFLICT DO NOTHING RETURNING pg_notify('"
        + CHANNEL
        + "', CAST(stamp AS text))";
  }

  @Override
  public Sql update(RecordChange change, long stamp) {
    List<@Nullable Object> values = new ArrayList<>(change.elections());
    values.add(stamp);
    values.addAll(change.values());
    values.addAll(change.conditionValues());
    String marks = Sql.repeat("?", change.elections().size());
    String told = change.elections().size() == 1 ? RECORD_OR_STAMP : STAMP;
    return new Sql(UPDATE.formatted(marks, change.set(), change.condition(), told), values);
  }

  @Override
  public boolean updateReturnsRecords() {
    return true;
  }

  /** A text ends at a character 0, so such a text is refused. */
  @Override
  public boolean storable(String text) {
    return text.indexOf(0) < 0;
  }

  @Override
  public boolean contention(Throwable error) {
    return CONTENTION.contains(SqlRefusal.stateOf(error));
  }

  @Override
  public boolean duplicate(Throwable error) {
    return SqlRefusal.stateOf(error).equals(DUPLICATE);
  }

  @Override
  public boolean tablesGone(@Nullable Throwable error) {
    return TABLES_GONE.contains(SqlRefusal.stateOf(error));
  }

  @Override
  public String shownCode(Throwable error) {
    String state = SqlRefusal.stateOf(error);
    return state.isEmpty() ? "" : "SQLSTATE " + state;
  }

  @Override
  public Optional<? extends Fault> fault(Throwable error) {
    return PostgreSqlFault.of(SqlRefusal.stateOf(error));
  }

  @Override
  public Mono<String> identify(SqlSession session) {
    return Flux.fromIterable(IDENTITIES)
        .concatMap(identity -> readable(session, identity), 1)
        .next()
        .switchIfEmpty(Mono.error(() -> new IllegalStateException("the server has no identity")));
  }

  private static Mono<String> readable(SqlSession session, String identity) {
    return session
        .rows(Sql.of("SELECT CAST(" + identity + " AS text)"), row -> true)
        .map(read -> identity)
        .onErrorResume(
            error -> error instanceof SqlRefusal refusal && !refusal.state().equals(IN_RECOVERY),
            refused -> Mono.empty());
  }

  @Override
  public Mono<Void> setUp(SqlSession session) {
    return PostgreSqlSession.set(session);
  }

  @Override
  public Mono<Former> former(SqlSession session) {
    return PostgreSqlSession.read(session).cast(Former.class);
  }

  @Override
  public String schema() {
    return PostgreSqlSchema.TEXT;
  }
}
