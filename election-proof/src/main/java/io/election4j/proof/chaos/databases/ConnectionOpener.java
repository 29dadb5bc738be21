package io.election4j.proof.chaos.databases;

import io.election4j.demo.harness.ServerAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens JDBC connections.
 *
 * @param url as the driver takes it, without user and password
 * @param properties user, password and time-outs
 */
record ConnectionOpener(String url, Properties properties) {

  private static final Pattern FORM =
      Pattern.compile("(?:jdbc:)?(?<scheme>[a-z]+)://(?:(?<user>[^@/?]*)@)?(?<rest>.*)");

  /**
   * Returns one whose connections wait no longer than that for what they send.
   *
   * @param patience of at least a second
   */
  static ConnectionOpener to(ServerAddress address, Duration patience) {
    Matcher parts = FORM.matcher(address.url());
    if (!parts.matches()) {
      throw new IllegalArgumentException("the URL is none for JDBC");
    }
    boolean postgres = parts.group("scheme").startsWith("postgres");
    Properties properties = new Properties();
    String user = parts.group("user");
    if (user != null) {
      properties.setProperty("user", URLDecoder.decode(user, StandardCharsets.UTF_8));
    }
    String password = address.password();
    if (password != null) {
      properties.setProperty("password", password);
    }
    String limit = Long.toString(postgres ? patience.toSeconds() : patience.toMillis());
    properties.setProperty("connectTimeout", limit);
    properties.setProperty("socketTimeout", limit);
    // The driver for MariaDB is the one for MySQL, too.
    String driver = postgres ? "postgresql" : "mariadb";
    return new ConnectionOpener("jdbc:" + driver + "://" + parts.group("rest"), properties);
  }

  Connection open() throws SQLException {
    return DriverManager.getConnection(url, properties);
  }

  /** Hides the password. */
  @Override
  public String toString() {
    return "ConnectionOpener[" + url + "]";
  }
}
