package io.election4j.mysql;

import static java.util.Objects.requireNonNull;

import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.sql.Guarding;
import io.election4j.sql.mysql.MySqlGuardSql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Makes the writes of a transaction conditional on still being the leader, as {@link MySqlGuard}
 * does, which says what it promises, what it costs and what its conditions are; for JDBC, with any
 * driver for MySQL or MariaDB.
 *
 * <p>Ask it in every transaction, before the first write:
 *
 * <pre>{@code
 * connection.setAutoCommit(false);
 * guard.check(connection, leadership);
 * write(connection);
 * connection.commit();
 * }</pre>
 *
 * <p>Immutable, and safe for use by many threads; it blocks the one that asks.
 */
public final class JdbcGuard {

  private final MySqlGuardSql sql;

  private JdbcGuard(MySqlGuardSql sql) {
    this.sql = sql;
  }

  /** Returns a guard by the election records in the database that the connection has selected. */
  public static JdbcGuard create() {
    return new JdbcGuard(MySqlGuardSql.inSelectedDatabase());
  }

  /**
   * Returns a guard by the election records in a database: the store's, where the application's
   * connections have selected another one on the same server.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public static JdbcGuard inDatabase(String database) {
    return new JdbcGuard(MySqlGuardSql.inDatabase(requireNonNull(database, "database")));
  }

  /**
   * Returns if the leadership is valid, which from then on lasts until the transaction ends. Waits,
   * as long as the session's {@code innodb_lock_wait_timeout} says, while somebody writes the
   * record.
   *
   * @param connection with autocommit off; a transaction begun by a statement does not count
   * @throws NoLongerLeaderException if the leadership is over; roll the transaction back
   * @throws IllegalStateException if autocommit is on, be it that the connection or that the server
   *     says so
   * @throws SQLException of the driver; nobody knows then
   */
  public void check(Connection connection, Leadership leadership) throws SQLException {
    Guarding.check(connection, sql.text(), leadership);
  }
}
