package io.election4j.mysql;

import static java.util.Objects.requireNonNull;

import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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

  private final GuardSql sql;

  private JdbcGuard(GuardSql sql) {
    this.sql = sql;
  }

  /** Returns a guard by the election records in the database that the connection has selected. */
  public static JdbcGuard create() {
    return new JdbcGuard(GuardSql.inSelectedDatabase());
  }

  /**
   * Returns a guard by the election records in a database: the store's, where the application's
   * connections have selected another one on the same server.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public static JdbcGuard inDatabase(String database) {
    return new JdbcGuard(GuardSql.inDatabase(requireNonNull(database, "database")));
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
    if (connection.getAutoCommit()) {
      throw GuardSql.outsideTransaction(leadership);
    }
    List<Boolean> autocommit = lock(connection, leadership);
    GuardSql.require(autocommit, leadership);
    if (autocommit.contains(true)) {
      throw GuardSql.outsideTransaction(leadership);
    }
  }

  private List<Boolean> lock(Connection connection, Leadership leadership) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      statement.setString(1, leadership.election());
      statement.setLong(2, leadership.term());
      statement.setString(3, leadership.lease().toString());
      try (ResultSet rows = statement.executeQuery()) {
        List<Boolean> read = new ArrayList<>();
        while (rows.next()) {
          read.add(rows.getInt(1) != 0);
        }
        return read;
      }
    }
  }
}
