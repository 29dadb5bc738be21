package io.election4j.sql;

import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What guards do with the statement of their database. */
public final class Guarding {

  private Guarding() {}

  /**
   * Asks over JDBC.
   *
   * @param sql has marks for the election, the term and the holder; gives at most one row, whose
   *     only column is 0 unless the session commits each statement by itself
   * @throws NoLongerLeaderException if the leadership is over
   * @throws IllegalStateException outside a transaction
   */
  public static void check(Connection connection, String sql, Leadership leadership)
      throws SQLException {
    if (connection.getAutoCommit()) {
      throw outsideTransaction(leadership);
    }
    List<Boolean> autocommit = lock(connection, sql, leadership);
    require(autocommit, leadership);
    if (autocommit.contains(true)) {
      throw outsideTransaction(leadership);
    }
  }

  private static List<Boolean> lock(Connection connection, String sql, Leadership leadership)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
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

  /**
   * Judges the answer.
   *
   * @param rows one if the record was as it should be and is locked now
   * @throws NoLongerLeaderException if there is none
   */
  public static void require(List<?> rows, Leadership leadership) {
    if (rows.isEmpty()) {
      throw new NoLongerLeaderException(leadership.election(), leadership.term());
    }
  }

  /** Returns what whoever asks without a transaction is told. */
  public static IllegalStateException outsideTransaction(Leadership leadership) {
    return new IllegalStateException(
        "election '"
            + leadership.election()
            + "': the guard was asked outside a transaction, where its lock would end at once");
  }
}
