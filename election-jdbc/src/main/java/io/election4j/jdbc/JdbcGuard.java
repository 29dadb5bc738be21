package io.election4j.jdbc;

import static java.util.Objects.requireNonNull;

import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.sql.Guarding;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the writes of a transaction conditional on still being the leader, on connections of the
 * application's to MySQL, MariaDB or PostgreSQL.
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
 * <p><b>What it promises.</b> A write of term t is committed before term t + 1 exists, or never:
 * the guard locks the election's record in share mode, and whoever claims or vacates it needs the
 * exclusive lock. No clock is involved, so a leader that was paused for an hour between the check
 * and the commit is as safe as any.
 *
 * <p><b>What it costs.</b> One statement by primary key. Guarded transactions do not wait for one
 * another. While one is open, its election cannot change hands (others can), so keep it short, and
 * let the server end sessions that idle in a transaction: {@code wait_timeout} on MySQL and
 * MariaDB, {@code idle_in_transaction_session_timeout} on PostgreSQL. A transaction that needs
 * several elections asks for them in the order of their names, or the server may end it as a
 * deadlock.
 *
 * <p><b>Its conditions.</b> The election's record is on the same server as the writes, and all
 * writes go to that one server. Nothing between the check and the commit ends the transaction. The
 * user may SELECT from {@code election_record}, and on PostgreSQL and before MySQL 8.0.22 also
 * UPDATE it. At REPEATABLE READ or stricter, PostgreSQL refuses (SQLSTATE 40001) where the record
 * was written after the transaction had begun to read; another transaction does not meet that.
 *
 * <p>Immutable, and safe for use by many threads; it blocks the one that asks.
 */
public final class JdbcGuard {

  private final @Nullable String place;

  private JdbcGuard(@Nullable String place) {
    this.place = place;
  }

  /**
   * Returns a guard by the election records in the database that the connection has selected, on
   * PostgreSQL in the search path.
   */
  public static JdbcGuard create() {
    return new JdbcGuard(null);
  }

  /**
   * Returns a guard by the election records in another database on the same server, on PostgreSQL
   * in a schema.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public static JdbcGuard in(String place) {
    if (requireNonNull(place, "place").isBlank()) {
      throw new IllegalArgumentException(
          "place '" + place + "' is no name for a database or a schema");
    }
    return new JdbcGuard(place);
  }

  /**
   * Returns if the leadership is valid, which from then on lasts until the transaction ends. Waits,
   * as long as the session's time-out for locks says, while somebody writes the record.
   *
   * @param connection with autocommit off; a transaction begun by a statement does not count
   * @throws NoLongerLeaderException if the leadership is over; roll the transaction back
   * @throws IllegalStateException if autocommit is on
   * @throws SQLException of the driver; nobody knows then
   */
  public void check(Connection connection, Leadership leadership) throws SQLException {
    Guarding.check(connection, Dialects.guard(Dialects.of(connection), place), leadership);
  }
}
