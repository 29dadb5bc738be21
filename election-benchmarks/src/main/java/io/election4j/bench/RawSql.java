package io.election4j.bench;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** On a server of the MySQL family. Not thread-safe. */
final class RawSql implements Raw {

  /** What {@code SHOW GLOBAL STATUS} tells, and costs: one of the statements. */
  static final String STATEMENTS = "Questions";

  static final String[] WRITES = {"Com_update", "Com_insert", "Com_delete", "Com_replace"};
  static final String FSYNCS = "Innodb_os_log_fsyncs";
  static final String COMMITS = "Handler_commit";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROWS_PER_INSERT = 1000;

  private final Connection connection;
  private long version;
  private int rows;
  private long asked;

  RawSql(String url) {
    ConnectionFactory factory =
        ConnectionFactories.get(
            ConnectionFactoryOptions.parse(url.replaceFirst("^(mysql|mariadb):", "r2dbc:mysql:"))
                .mutate()
                .option(Option.valueOf("autodetectExtensions"), false)
                .build());
    connection = wait(Mono.<Connection>from(factory.create()));
    update(
        "CREATE TABLE IF NOT EXISTS bench_raw (id INT PRIMARY KEY, version BIGINT NOT NULL)"
            + " ENGINE = InnoDB");
    update("DELETE FROM bench_raw");
    update("INSERT INTO bench_raw VALUES (1, 0)");
  }

  /** Lets the server take this many connections, until it ends; it takes 151 unless told. */
  void admit(int connections) {
    update("SET GLOBAL max_connections = " + connections);
  }

  @Override
  public long write() {
    long start = System.nanoTime();
    update(
        "UPDATE bench_raw SET version = version + 1 WHERE id = 1 AND version = ?",
        Long.valueOf(version));
    version++;
    return System.nanoTime() - start;
  }

  @Override
  public long read() {
    long start = System.nanoTime();
    longs("SELECT version FROM bench_raw WHERE id = 1");
    return System.nanoTime() - start;
  }

  @Override
  public long writeMany(int wanted) {
    grow(wanted);
    long start = System.nanoTime();
    update("UPDATE bench_raw SET version = version + 1 WHERE id > 1 AND id <= 1 + " + wanted);
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
    update(sql, elections.toArray());
    return System.nanoTime() - start;
  }

  private void grow(int wanted) {
    while (rows < wanted) {
      StringBuilder sql = new StringBuilder("INSERT INTO bench_raw VALUES ");
      for (int i = 0; i < ROWS_PER_INSERT; i++) {
        sql.append(i == 0 ? "(" : ", (").append(2 + rows++).append(", 0)");
      }
      update(sql.toString());
    }
  }

  @Override
  public Counters counters() {
    String names = "'" + String.join("', '", WRITES) + "'";
    String sql =
        "SHOW GLOBAL STATUS WHERE Variable_name IN ('Questions', 'Com_select', 'Com_commit',"
            + " 'Handler_commit', 'Innodb_os_log_fsyncs', 'Innodb_rows_updated',"
            + " 'Innodb_rows_inserted', 'Innodb_rows_deleted', "
            + names
            + ")";
    Map<String, Long> counts = new HashMap<>();
    execute(
            result ->
                Flux.from(
                    result.map(
                        (row, meta) ->
                            Map.entry(
                                Objects.requireNonNull(row.get(0, String.class)),
                                Long.valueOf(Objects.requireNonNull(row.get(1, String.class)))))),
            sql)
        .forEach(each -> counts.put(each.getKey(), each.getValue()));
    // Its own question is no part of what is measured.
    counts.merge(STATEMENTS, -1L * ++asked, Long::sum);
    return new Counters(System.nanoTime(), counts);
  }

  private long update(String sql, Object... values) {
    return execute(result -> Flux.from(result.getRowsUpdated()), sql, values).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private List<Long> longs(String sql) {
    return execute(
        result ->
            Flux.from(result.map((row, meta) -> Objects.requireNonNull(row.get(0, Long.class)))),
        sql);
  }

  private <T> List<T> execute(Function<Result, Flux<T>> reading, String sql, Object... values) {
    Statement statement = connection.createStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.bind(i, values[i]);
    }
    return wait(Flux.<Result>from(statement.execute()).concatMap(reading).collectList());
  }

  private static <T> T wait(Mono<T> answer) {
    return Objects.requireNonNull(answer.block(PATIENCE), "no answer");
  }

  @Override
  public void close() {
    Mono.from(connection.close()).onErrorComplete().block(PATIENCE);
  }
}
