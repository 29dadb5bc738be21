package io.election4j.mysql;

import io.election4j.Leadership;
import io.election4j.sql.Sql;
import io.election4j.testkit.guard.GuardedSession;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.IsolationLevel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** An application that writes into a ledger by R2DBC, at another isolation level every time. */
final class R2dbcSession implements GuardedSession {

  static final String LEDGER =
      "CREATE TABLE IF NOT EXISTS ledger (entry BIGINT AUTO_INCREMENT PRIMARY KEY,"
          + " election VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,"
          + " term BIGINT NOT NULL, KEY (election, term)) ENGINE = InnoDB ROW_FORMAT = DYNAMIC";

  static final String READ = "SELECT term FROM election_record WHERE election = ?";
  static final String WRITE = "INSERT INTO ledger (election, term) VALUES (?, ?)";
  static final String COUNT =
      "SELECT COUNT(*) AS entries FROM ledger WHERE election = ? AND term = ?";

  static final List<IsolationLevel> LEVELS =
      List.of(
          IsolationLevel.REPEATABLE_READ,
          IsolationLevel.READ_COMMITTED,
          IsolationLevel.READ_UNCOMMITTED);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final LoopResources LOOPS = LoopResources.create("ledger", 2, true);

  private final Connection connection;
  private final BiFunction<Connection, Leadership, Mono<Void>> guard;
  private int transactions;

  /**
   * Connects.
   *
   * @param guard is asked with the connection
   */
  R2dbcSession(Address address, BiFunction<Connection, Leadership, Mono<Void>> guard) {
    this.connection =
        wait(address.factory(Duration.ofSeconds(5), LOOPS).create().cast(Connection.class));
    this.guard = guard;
  }

  Connection connection() {
    return connection;
  }

  long run(String sql, Object... values) {
    return wait(new RawSession(connection).update(Sql.of(sql, values)));
  }

  @Override
  public void begin() {
    IsolationLevel level = LEVELS.get(transactions++ % LEVELS.size());
    Mono.from(connection.beginTransaction(level)).block(PATIENCE);
  }

  @Override
  public void read(String election) {
    wait(new RawSession(connection).rows(Sql.of(READ, election), row -> true));
  }

  @Override
  public void check(Leadership leadership) {
    guard.apply(connection, leadership).block(PATIENCE);
  }

  @Override
  public void write(String election, long term) {
    run(WRITE, election, term);
  }

  @Override
  public void commit() {
    Mono.from(connection.commitTransaction()).block(PATIENCE);
  }

  @Override
  public void rollback() {
    Mono.from(connection.rollbackTransaction()).block(PATIENCE);
  }

  @Override
  public long written(String election, long term) {
    return wait(new RawSession(connection)
            .rows(Sql.of(COUNT, election, term), row -> row.number("entries")))
        .get(0);
  }

  @Override
  public void close() {
    Mono.from(connection.close()).block(PATIENCE);
  }

  private static <T> T wait(Mono<T> answer) {
    return Objects.requireNonNull(answer.block(PATIENCE));
  }
}
