package io.election4j.mysql;

import io.asyncer.r2dbc.mysql.constant.SslMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads MYSQL_USER, MYSQL_PASSWORD, MYSQL_HOST, MYSQL_PORT and MYSQL_DBNAME.
 *
 * @param variables from the environment and, below it, a {@code .env} file
 * @param places where they were looked for, for messages
 */
record AddressEnvironment(Map<String, String> variables, String places) {

  /**
   * Reads the variables.
   *
   * @throws IllegalArgumentException naming the variable that is missing or bad
   */
  static Address read(Map<String, String> environment, Path dotEnv) {
    Map<String, String> variables = new HashMap<>(DotEnv.read(dotEnv));
    variables.putAll(environment);
    return new AddressEnvironment(variables, "the environment and " + dotEnv).address();
  }

  private Address address() {
    return new Address(
        host(),
        AddressUrl.port("MYSQL_PORT", filled("MYSQL_PORT")),
        required("MYSQL_USER"),
        password(),
        required("MYSQL_DBNAME"),
        SslMode.PREFERRED,
        null);
  }

  private String host() {
    String host = filled("MYSQL_HOST");
    if (host == null) {
      return "localhost";
    }
    if (!host.matches("[^\\s/@?]+")) {
      throw new IllegalArgumentException("MYSQL_HOST, '" + host + "', is not a host name");
    }
    return host;
  }

  /** An empty password may be meant, so only a missing one is refused. */
  private @Nullable String password() {
    String password = variables.get("MYSQL_PASSWORD");
    if (password == null) {
      throw missing("MYSQL_PASSWORD");
    }
    return password.isEmpty() ? null : password;
  }

  private String required(String name) {
    String value = filled(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  private @Nullable String filled(String name) {
    String value = variables.getOrDefault(name, "").strip();
    return value.isEmpty() ? null : value;
  }

  private IllegalArgumentException missing(String name) {
    return new IllegalArgumentException(name + " is not set (looked for in " + places + ")");
  }
}
