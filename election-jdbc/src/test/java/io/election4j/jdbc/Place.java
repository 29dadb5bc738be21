package io.election4j.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.election4j.servers.TestServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A database on a server, as JDBC has it.
 *
 * @param kind mariadb, whose driver knows MySQL, too, or postgresql
 */
record Place(String kind, String host, int port, String database, String user, String password) {

  static Place of(TestServer server) {
    URI uri = URI.create(server.url());
    String[] user = (uri.getUserInfo() + ":").split(":", 3);
    String kind = uri.getScheme().equals("postgresql") ? "postgresql" : "mariadb";
    return new Place(
        kind, uri.getHost(), uri.getPort(), uri.getPath().substring(1), user[0], user[1]);
  }

  String url() {
    // A server of MySQL 8 is asked for its key, without which it takes no password unencrypted.
    String options = kind.equals("mariadb") ? "?allowPublicKeyRetrieval=true" : "";
    return "jdbc:" + kind + "://" + host + ":" + port + "/" + database + options;
  }

  /** Returns the same for the store that speaks R2DBC; on MySQL and MariaDB only. */
  String r2dbc() {
    String login = password.isEmpty() ? user : user + ":" + password;
    return "mysql://" + login + "@" + host + ":" + port + "/" + database;
  }

  boolean postgreSql() {
    return kind.equals("postgresql");
  }

  JdbcLeaseStoreBuilder store() {
    return JdbcLeaseStore.builder(url(), user, password);
  }

  Place as(String otherUser, String otherPassword) {
    return new Place(kind, host, port, database, otherUser, otherPassword);
  }

  Place in(String other) {
    return new Place(kind, host, port, other, user, password);
  }

  Place at(String otherHost, int otherPort) {
    return new Place(kind, otherHost, otherPort, database, user, password);
  }

  /** Creates another database on the same server. */
  Place another() {
    String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
    run("CREATE DATABASE " + name);
    return in(name);
  }

  Connection connect() {
    try {
      return DriverManager.getConnection(url(), user, password);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  void run(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Returns the first column of what a query gives. */
  List<String> query(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Returns a pool of so many connections at the most, which makes none before it has to. */
  HikariDataSource pool(int most) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url());
    config.setUsername(user());
    config.setPassword(password());
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }

  /** Returns the names of the threads of stores. */
  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("election-jdbc"))
        .toList();
  }
}
