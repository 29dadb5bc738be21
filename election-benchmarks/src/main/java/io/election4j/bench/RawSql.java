package io.election4j.bench;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.databases.SqlSession;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** On a server of the MySQL family, or a PostgreSQL. Not thread-safe. */
final class RawSql implements Raw {

  /** What {@code SHOW GLOBAL STATUS} tells, and costs: one of the statements. */
  static final String STATEMENTS = "Questions";

  static final String[] WRITES = {"Com_update", "Com_insert", "Com_delete", "Com_replace"};
  static final String TRANSACTIONS = "transactions";
  static final String FSYNCS = "Innodb_os_log_fsyncs";
  static final String COMMITS = "Handler_commit";

  private static final String MYSQL_COUNTERS =
      "SHOW GLOBAL STATUS WHERE Variable_name IN ('Questions', 'Com_select', 'Com_commit',"
          + " 'Handler_commit', 'Innodb_os_log_fsyncs', 'Innodb_rows_updated',"
          + " 'Innodb_rows_inserted', 'Innodb_rows_deleted', '"
          + String.join("', '", WRITES)
          + "')";

  /** Reads are transactions, too. */
  private static final String POSTGRESQL_COUNTERS =
      """
      SELECT 'transactions', (xact_commit + xact_rollback)::text FROM pg_stat_database
        WHERE datname = current_database()
      UNION ALL SELECT 'rows', (tup_inserted + tup_updated + tup_deleted)::text FROM pg_stat_database
        WHERE datname = current_database()
      UNION ALL SELECT 'wal_sync', wal_sync::text FROM pg_stat_wal""";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROWS_PER_INSERT = 1000;

  private final SqlSession session;
  private final InetSocketAddress address;
  private final boolean postgres;
  private long version;
  private int rows;
  private long asked;

  RawSql(ServerAddress server) {
    InetSocketAddress named = server.servers().get(0);
    address = new InetSocketAddress(named.getHostString(), named.getPort());
    postgres = server.scheme().contains("postgres");
    session = SqlSession.to(server, PATIENCE);
    session.update(
        "CREATE TABLE IF NOT EXISTS bench_raw (id INT PRIMARY KEY, version BIGINT NOT NULL)"
            + (postgres ? "" : " ENGINE = InnoDB"));
    session.update("DELETE FROM bench_raw");
    session.update("INSERT INTO bench_raw VALUES (1, 0)");
  }

  boolean isPostgreSql() {
    return postgres;
  }

  /**
   * Lets the server take this many connections, until it ends; it takes 151 unless told. PostgreSQL
   * takes what it was started with, 200.
   */
  void admit(int connections) {
    if (!postgres) {
      session.update("SET GLOBAL max_connections = " + connections);
    }
  }

  @Override
  public long write() {
    long start = System.nanoTime();
    session.update(
        "UPDATE bench_raw SET version = version + 1 WHERE id = 1 AND version = ?",
        Long.valueOf(version));
    version++;
    return System.nanoTime() - start;
  }

  @Override
  public long read() {
    long start = System.nanoTime();
    session.rows(row -> row.get(0, Long.class), "SELECT version FROM bench_raw WHERE id = 1");
    return System.nanoTime() - start;
  }

  @Override
  public long writeMany(int wanted) {
    grow(wanted);
    long start = System.nanoTime();
    session.update(
        "UPDATE bench_raw SET version = version + 1 WHERE id > 1 AND id <= 1 + " + wanted);
    return System.nanoTime() - start;
  }

  @Override
  public long writeRecords(List<String> elections) {
    String sql =
        "UPDATE election_record SET term = term + 1, revision = revision + 1, changed = changed + 1,"
            + " stamp = stamp + 1 WHERE election IN (?"
            + ", ?".repeat(elections.size() - 1)
            + ")";
    long start = System.nanoTime();
    session.update(sql, elections.toArray());
    return System.nanoTime() - start;
  }

  private void grow(int wanted) {
    while (rows < wanted) {
      StringBuilder sql = new StringBuilder("INSERT INTO bench_raw VALUES ");
      for (int i = 0; i < ROWS_PER_INSERT; i++) {
        sql.append(i == 0 ? "(" : ", (").append(2 + rows++).append(", 0)");
      }
      session.update(sql.toString());
    }
  }

  @Override
  public Counters counters() {
    Map<String, Long> counts = new HashMap<>();
    session
        .rows(
            row ->
                Map.entry(
                    Objects.requireNonNull(row.get(0, String.class)),
                    Long.valueOf(Objects.requireNonNull(row.get(1, String.class)))),
            postgres ? POSTGRESQL_COUNTERS : MYSQL_COUNTERS)
        .forEach(each -> counts.put(each.getKey(), each.getValue()));
    // Its own question is no part of what is measured.
    counts.merge(postgres ? TRANSACTIONS : STATEMENTS, -1L * ++asked, Long::sum);
    return new Counters(System.nanoTime(), counts);
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    session.close();
  }
}
