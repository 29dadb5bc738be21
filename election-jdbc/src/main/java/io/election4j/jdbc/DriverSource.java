package io.election4j.jdbc;

import io.election4j.jdbc.JdbcErrors.NoDriver;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections made by the driver that knows a URL. Says nothing of what may be a secret. */
final class DriverSource implements DataSource {

  private static final Pattern KNOWN = Pattern.compile("(?i)jdbc:(mysql|mariadb|postgresql):.+");

  /** For a server to accept a connection and to greet. */
  private static final int LOGIN_SECONDS = 5;

  private final String url;
  private final String user;
  private final String password;

  private DriverSource(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  static DriverSource of(String url, String user, String password) {
    if (!KNOWN.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "url '"
              + shown(url)
              + "' does not start with jdbc:mysql:, jdbc:mariadb: or jdbc:postgresql:");
    }
    return new DriverSource(url, user, password);
  }

  private static String shown(String url) {
    return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
  }

  @Override
  public Connection getConnection() throws SQLException {
    return getConnection(user, password);
  }

  @Override
  public Connection getConnection(String name, String secret) throws SQLException {
    Properties properties = new Properties();
    if (!name.isEmpty()) {
      properties.setProperty("user", name);
    }
    if (!secret.isEmpty()) {
      properties.setProperty("password", secret);
    }
    bound(properties);
    try {
      DriverManager.getDriver(url);
    } catch (SQLException none) {
      throw new NoDriver("there is no JDBC driver on the class path for " + shown(url));
    }
    return DriverManager.getConnection(url, properties);
  }

  /** Each driver has its own words, and two of them mean milliseconds. */
  private void bound(Properties properties) {
    if (url.regionMatches(true, 0, "jdbc:postgresql:", 0, 16)) {
      properties.setProperty("connectTimeout", Integer.toString(LOGIN_SECONDS));
      properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
      properties.setProperty("ApplicationName", "election4j");
    } else {
      properties.setProperty("connectTimeout", Integer.toString(LOGIN_SECONDS * 1000));
    }
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return LOGIN_SECONDS;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("this is no " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }

  /** Names no user and no password. */
  @Override
  public String toString() {
    return shown(url);
  }
}
