package io.election4j.sql.mysql;

import io.election4j.sql.Dialect;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlRefusal;
import io.election4j.sql.SqlSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** MySQL 8.0 or newer, and MariaDB 10.6 or newer. Has no state. */
public final class MySqlDialect implements Dialect {

  /** Whatever the time zones are. */
  private static final String NOW =
      "TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(6))";

  /** A server that can be written to; MariaDB 12 says it in words. */
  private static final String WRITABLE =
      "IF(CONCAT(@@GLOBAL.read_only, '|', @@GLOBAL.innodb_read_only) IN"
          + " ('0|0', 'OFF|0', '0|OFF', 'OFF|OFF'), 'writable', 'read-only')";

  private static final String SERVER =
      "SELECT 0 AS kind, CAST(%s AS CHAR(200)) AS election, "
          + NOW
          + " AS term, NULL AS revision, NULL AS holder, NULL AS ttl_millis, NULL AS leader,"
          + " NULL AS leader_attributes, NULL AS leader_priority,"
          + " CAST("
          + WRITABLE
          + " AS CHAR(50)) AS value, NULL AS request, NULL AS changed, NULL AS stamp";

  private static final Sql IDENTITY =
      Sql.of("SHOW VARIABLES WHERE Variable_name IN ('server_uuid', 'server_uid')");

  /** For MariaDB before it had server_uid: 10.6.18 and older, for instance. */
  private static final String PLACE = "CONCAT(@@hostname, ':', @@port, ':', @@datadir)";

  /** Deadlock, lock not given in time, row changed meanwhile: the statement was not applied. */
  private static final Set<Integer> CONTENTION = Set.of(1213, 1205, 1020);

  private static final int DUPLICATE = 1062;

  /** A column, an index of this name. */
  private static final Set<Integer> ADDED = Set.of(1060, 1061);

  /** No such table, no such column, no file of the table. */
  private static final Set<Integer> TABLES_GONE = Set.of(1146, 1054, 1932);

  @Override
  public String now() {
    return NOW;
  }

  @Override
  public String nowMillis() {
    return NOW + " DIV 1000";
  }

  @Override
  public String server(String identity) {
    return SERVER.formatted(identity);
  }

  @Override
  public String startsWith(String column) {
    return "LOCATE(?, " + column + ") = 1";
  }

  @Override
  public String insertAbsent(String table, String columns, String rows) {
    return "INSERT IGNORE INTO " + table + " (" + columns + ") VALUES " + rows;
  }

  @Override
  public Sql update(RecordChange change, long stamp) {
    List<@Nullable Object> values = new ArrayList<>();
    values.add(stamp);
    values.addAll(change.values());
    values.addAll(change.elections());
    values.addAll(change.conditionValues());
    return new Sql(
        "UPDATE election_record FORCE INDEX (PRIMARY) SET revision = revision + 1, changed = "
            + NOW
            + ", stamp = ?, "
            + change.set()
            + " WHERE election IN ("
            + Sql.repeat("?", change.elections().size())
            + ") AND "
            + change.condition(),
        values);
  }

  @Override
  public boolean updateReturnsRecords() {
    return false;
  }

  @Override
  public boolean storable(String text) {
    return true;
  }

  @Override
  public boolean contention(Throwable error) {
    return CONTENTION.contains(SqlRefusal.codeOf(error));
  }

  @Override
  public boolean duplicate(Throwable error) {
    return SqlRefusal.codeOf(error) == DUPLICATE;
  }

  @Override
  public boolean tablesGone(@Nullable Throwable error) {
    return TABLES_GONE.contains(SqlRefusal.codeOf(error));
  }

  /** Returns whether a table has a column or an index already that was to be added. */
  static boolean alreadyAdded(Throwable error) {
    return ADDED.contains(SqlRefusal.codeOf(error));
  }

  @Override
  public String shownCode(Throwable error) {
    int code = SqlRefusal.codeOf(error);
    return code == 0 ? "" : "error " + code;
  }

  @Override
  public Optional<? extends Fault> fault(Throwable error) {
    return MySqlFault.of(SqlRefusal.codeOf(error), String.valueOf(error.getMessage()));
  }

  @Override
  public Mono<String> identify(SqlSession session) {
    return session
        .rows(IDENTITY, row -> "@@" + row.text(0))
        .map(variables -> variables.isEmpty() ? PLACE : variables.get(0));
  }

  @Override
  public Mono<Void> setUp(SqlSession session) {
    return MySqlSession.set(session);
  }

  @Override
  public Mono<Former> former(SqlSession session) {
    return MySqlSession.read(session).cast(Former.class);
  }

  @Override
  public String schema() {
    return MySqlSchema.TEXT;
  }
}
