package io.election4j.servers;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs single statements on a PostgreSQL for tests, each on a connection of its own. */
record PostgreSqlSession(String url, String user, String password) {

  static PostgreSqlSession on(TestServer server) {
    return on(server, "root", "");
  }

  static PostgreSqlSession on(TestServer server, String user, String password) {
    URI url = URI.create(server.url());
    return new PostgreSqlSession(
        "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(), user, password);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  void run(String statement) throws SQLException {
    try (Connection connection = connect();
        Statement running = connection.createStatement()) {
      running.execute(statement);
    }
  }

  String ask(String query) throws SQLException {
    try (Connection connection = connect();
        Statement asking = connection.createStatement();
        ResultSet rows = asking.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }
}
