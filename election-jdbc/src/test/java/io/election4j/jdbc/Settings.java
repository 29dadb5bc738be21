package io.election4j.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All that a session has set, but what changes by itself. */
final class Settings {

  private static final Set<String> MOVING =
      Set.of(
          "timestamp",
          "rand_seed1",
          "rand_seed2",
          "pseudo_thread_id",
          "server_time",
          "in_transaction",
          "insert_id",
          "last_insert_id",
          "identity");

  private Settings() {}

  static List<String> of(Connection connection) throws SQLException {
    boolean postgreSql = connection.getMetaData().getURL().startsWith("jdbc:postgresql:");
    List<String> settings = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                postgreSql
                    ? "SELECT name, setting FROM pg_settings ORDER BY name"
                    : "SHOW SESSION VARIABLES")) {
      while (rows.next()) {
        if (!MOVING.contains(rows.getString(1))) {
          settings.add(rows.getString(1) + " = " + rows.getString(2));
        }
      }
    }
    settings.add("autocommit " + connection.getAutoCommit());
    settings.add("read only " + connection.isReadOnly());
    settings.add("isolation " + connection.getTransactionIsolation());
    settings.add("network " + connection.getNetworkTimeout());
    return settings;
  }
}
