package io.election4j.mysql;

import io.election4j.Leadership;
import io.election4j.testkit.guard.GuardedSession;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/** An application that writes into a ledger by JDBC, at another isolation level every time. */
final class JdbcSession implements GuardedSession {

  private static final int[] LEVELS = {
    Connection.TRANSACTION_REPEATABLE_READ,
    Connection.TRANSACTION_READ_COMMITTED,
    Connection.TRANSACTION_READ_UNCOMMITTED
  };

  /** Asks a guard. */
  interface Check {
    void check(Connection connection, Leadership leadership) throws SQLException;
  }

  private interface Statement<T> {
    T run() throws SQLException;
  }

  private final Connection connection;
  private final Check guard;
  private int transactions;

  /**
   * Connects.
   *
   * @param guard is asked with the connection
   */
  JdbcSession(Address address, Check guard) {
    this.connection = ran(() -> connect(address));
    this.guard = guard;
  }

  static Connection connect(Address address) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    properties.setProperty("password", address.password() == null ? "" : address.password());
    properties.setProperty("allowPublicKeyRetrieval", "true");
    return DriverManager.getConnection(
        "jdbc:mariadb://" + address.host() + ":" + address.port() + "/" + address.database(),
        properties);
  }

  Connection connection() {
    return connection;
  }

  long run(String sql, Object... values) {
    return ran(
        () -> {
          try (PreparedStatement statement = prepared(sql, values)) {
            return (long) statement.executeUpdate();
          }
        });
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

  private PreparedStatement prepared(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public void begin() {
    ran(
        () -> {
          connection.setTransactionIsolation(LEVELS[transactions++ % LEVELS.length]);
          connection.setAutoCommit(false);
          return true;
        });
  }

  @Override
  public void read(String election) {
    query(R2dbcSession.READ, election);
  }

  @Override
  public void check(Leadership leadership) {
    ran(
        () -> {
          guard.check(connection, leadership);
          return true;
        });
  }

  @Override
  public void write(String election, long term) {
    run(R2dbcSession.WRITE, election, term);
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
    return query(R2dbcSession.COUNT, election, term);
  }

  @Override
  public void close() {
    ran(
        () -> {
          connection.close();
          return true;
        });
  }

  private static <T> T ran(Statement<T> statement) {
    try {
      return statement.run();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
