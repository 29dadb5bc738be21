package io.election4j.mysql;

import static java.util.Objects.requireNonNull;

import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.sql.Guarding;
import io.election4j.sql.mysql.MySqlGuardSql;
import io.r2dbc.spi.Connection;
import reactor.core.publisher.Mono;

/**
 * Makes the writes of a transaction conditional on still being the leader, on connections of {@code
 * io.asyncer:r2dbc-mysql}: the application's own, of any pool. For JDBC there is {@link JdbcGuard}.
 *
 * <p>Ask it in every transaction, before the first write:
 *
 * <pre>{@code
 * Mono.from(connection.beginTransaction())
 *     .then(guard.check(connection, leadership))
 *     .then(write(connection))
 *     .then(Mono.from(connection.commitTransaction()))
 * }</pre>
 *
 * <p><b>What it promises.</b> A write of term t is committed before term t + 1 exists, or never:
 * the guard locks the election's record in share mode, and whoever claims or vacates it needs the
 * exclusive lock. No clock is involved, so a leader that was paused for an hour between the check
 * and the commit is as safe as any. Whatever the next leader reads in a transaction that began
 * after it was elected, no former leader changes any more.
 *
 * <p><b>What it costs.</b> One statement by primary key. Guarded transactions do not wait for one
 * another. While one is open, its election cannot change hands (others can), so keep it short. If
 * its process dies, the server ends it at once; if its process is paused or its machine is cut off,
 * once the session was idle for {@code wait_timeout}, which is 8 hours unless set: set it for these
 * sessions to what an election may wait ({@code SET SESSION wait_timeout = 30}). A transaction that
 * needs several elections asks for them in the order of their names, or the server may end it as a
 * deadlock.
 *
 * <p><b>Its conditions.</b> The election's record is on the same server as the writes, and all
 * writes go to that one server: where several accept writes at the same time (Galera, Group
 * Replication in multi-primary mode) their locks are not each other's. Nothing between the check
 * and the commit ends the transaction: no statement that commits implicitly, such as DDL, and no
 * going on after an error that has rolled it back, such as a deadlock. The user may SELECT from
 * {@code election_record}, and before MySQL 8.0.22 also UPDATE it.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class MySqlGuard {

  private final MySqlGuardSql sql;

  private MySqlGuard(MySqlGuardSql sql) {
    this.sql = sql;
  }

  /** Returns a guard by the election records in the database that the connection has selected. */
  public static MySqlGuard create() {
    return new MySqlGuard(MySqlGuardSql.inSelectedDatabase());
  }

  /**
   * Returns a guard by the election records in a database: the store's, where the application's
   * connections have selected another one on the same server.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public static MySqlGuard inDatabase(String database) {
    return new MySqlGuard(MySqlGuardSql.inDatabase(requireNonNull(database, "database")));
  }

  /**
   * Completes if the leadership is valid, which from then on lasts until the transaction ends.
   * Waits, as long as the session's {@code innodb_lock_wait_timeout} says, while somebody writes
   * the record. Sends nothing before it is subscribed to.
   *
   * <p>Errors: {@link NoLongerLeaderException}, after which the transaction must be rolled back;
   * {@link IllegalStateException} outside a transaction, be it that the connection or that the
   * server says so; and those of the driver, after which nobody knows: MariaDB's 1020 for instance,
   * where {@code innodb_snapshot_isolation} is on and the transaction began to read before the
   * record was written last, which another transaction does not meet.
   *
   * @param connection in a transaction
   */
  public Mono<Void> check(Connection connection, Leadership leadership) {
    return Mono.defer(
        () -> {
          requireTransaction(connection, leadership);
          return new RawSession(connection)
              .rows(sql.of(leadership), row -> true)
              .doOnNext(rows -> Guarding.require(rows, leadership))
              // The driver knows it from the server's last answer: this time, the one to the guard.
              .doOnNext(rows -> requireTransaction(connection, leadership))
              .then();
        });
  }

  private static void requireTransaction(Connection connection, Leadership leadership) {
    if (connection.isAutoCommit()) {
      throw Guarding.outsideTransaction(leadership);
    }
  }
}
