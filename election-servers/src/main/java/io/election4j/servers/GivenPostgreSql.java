package io.election4j.servers;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a database of our own on a given PostgreSQL, by the JDBC driver on the class path. */
final class GivenPostgreSql {

  private static final Pattern ADDRESS =
      Pattern.compile(
          "postgresql://((?<user>([^:@%]|%HH)+)(:(?<password>([^%]|%HH)*))?@)?(?<hosts>[^@]+)"
              .replace("HH", "\\p{XDigit}{2}"));

  private final GivenAddress given;
  private final String jdbcUrl;
  private final Properties login = new Properties();

  private GivenPostgreSql(GivenAddress given, Matcher address) {
    String path = given.path().length() > 1 ? given.path() : "/postgres";
    this.given = given;
    this.jdbcUrl = "jdbc:postgresql://" + address.group("hosts") + path + given.afterPath();
    take("user", address);
    take("password", address);
  }

  private void take(String what, Matcher address) {
    String value = address.group(what);
    if (value != null) {
      // A plus means a plus here.
      String escaped = value.replace("+", "%2B");
      login.setProperty(what, URLDecoder.decode(escaped, StandardCharsets.UTF_8));
    }
  }

  static TestServer open(GivenAddress given) {
    Matcher address = ADDRESS.matcher(given.beforePath());
    if (!address.matches()) {
      throw new IllegalArgumentException(
          given.variable() + " is not an address like postgresql://user:password@host:port");
    }
    return new GivenPostgreSql(given, address).withOwnDatabase();
  }

  private TestServer withOwnDatabase() {
    String product = new PostgreSqlGreeting(run("SHOW server_version")).product();
    GivenAddress own = given.withFreshDatabase();
    run("CREATE DATABASE " + own.database());
    return new GivenServer(
        own.url(),
        product + ", given by " + given.variable(),
        () -> run("DROP DATABASE " + own.database() + " WITH (FORCE)"));
  }

  private String run(String statement) {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, login);
        Statement running = connection.createStatement()) {
      return running.execute(statement) ? first(running.getResultSet()) : "";
    } catch (SQLException e) {
      throw new IllegalStateException(
          "cannot use the server in " + given + ": " + e.getMessage(), e);
    }
  }

  private static String first(ResultSet rows) throws SQLException {
    return rows.next() ? rows.getString(1) : "";
  }
}
