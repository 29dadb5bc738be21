package io.election4j.samples.h2;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.support.JsonText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements on one connection, and rows as leases and records. */
record Sql(Connection connection) implements AutoCloseable {

  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  int update(String text, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(text, values)) {
      return statement.executeUpdate();
    }
  }

  <T> List<T> rows(String text, Reader<T> reader, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(text, values);
        ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(reader.read(result));
      }
      return rows;
    }
  }

  private PreparedStatement prepared(String text, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  static Lease lease(ResultSet row) throws SQLException {
    return new Lease(
        LeaseId.parse(row.getString("lease")),
        row.getLong("version"),
        Duration.ofMillis(row.getLong("ttl_millis")),
        Lease.State.valueOf(row.getString("state")),
        candidate(row));
  }

  static ElectionRecord record(ResultSet row) throws SQLException {
    String holder = row.getString("holder");
    return new ElectionRecord(
        row.getString("election"),
        row.getLong("term"),
        row.getLong("revision"),
        holder == null ? null : LeaseId.parse(holder),
        holder == null ? null : Duration.ofMillis(row.getLong("ttl_millis")),
        holder == null ? null : candidate(row),
        row.getString("proclaimed"),
        JsonText.request(row.getString("request")));
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    return new Candidate(
        row.getString("candidate"),
        JsonText.attributes(row.getString("attributes")),
        row.getInt("priority"));
  }

  /** Ends what was not committed, too. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
