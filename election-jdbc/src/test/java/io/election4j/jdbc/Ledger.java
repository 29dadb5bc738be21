package io.election4j.jdbc;

import io.election4j.Leadership;
import io.election4j.testkit.guard.GuardedSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** An application that writes into a ledger, in transactions that a guard is asked in. */
final class Ledger implements GuardedSession {

  /** Asks a guard. */
  interface Check {
    void on(Connection connection, Leadership leadership) throws SQLException;
  }

  private interface Action<T> {
    T run() throws SQLException;
  }

  private final Connection connection;
  private final Check guard;

  Ledger(Place place, Check guard) {
    this.connection = place.connect();
    this.guard = guard;
  }

  /** Creates the table; a key there keeps writers of MySQL from locking gaps. */
  static void create(Place place) {
    String engine = place.postgreSql() ? "" : " ENGINE = InnoDB";
    place.run(
        "CREATE TABLE IF NOT EXISTS ledger (election VARCHAR(200) NOT NULL, term BIGINT NOT NULL)"
            + engine);
  }

  Connection connection() {
    return connection;
  }

  private PreparedStatement prepared(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private long query(String sql, Object... values) {
    return ran(
        () -> {
          try (PreparedStatement statement = prepared(sql, values);
              ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : -1;
          }
        });
  }

  @Override
  public void begin() {
    ran(
        () -> {
          connection.setAutoCommit(false);
          return true;
        });
  }

  @Override
  public void read(String election) {
    query("SELECT term FROM election_record WHERE election = ?", election);
  }

  @Override
  public void check(Leadership leadership) {
    ran(
        () -> {
          guard.on(connection, leadership);
          return true;
        });
  }

  @Override
  public void write(String election, long term) {
    ran(
        () -> {
          try (PreparedStatement statement =
              prepared("INSERT INTO ledger (election, term) VALUES (?, ?)", election, term)) {
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public void commit() {
    ran(
        () -> {
          connection.commit();
          connection.setAutoCommit(true);
          return true;
        });
  }

  @Override
  public void rollback() {
    ran(
        () -> {
          connection.rollback();
          connection.setAutoCommit(true);
          return true;
        });
  }

  @Override
  public long written(String election, long term) {
    return query("SELECT COUNT(*) FROM ledger WHERE election = ? AND term = ?", election, term);
  }

  @Override
  public void close() {
    ran(
        () -> {
          connection.close();
          return true;
        });
  }

  private static <T> T ran(Action<T> action) {
    try {
      return action.run();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
