package io.election4j.mysql;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads MYSQL_USER, MYSQL_PASSWORD, MYSQL_HOST, MYSQL_PORT and MYSQL_DBNAME, and those that say how
 * to encrypt.
 *
 * @param environment taken first
 * @param file for what the environment lacks
 * @param dotEnv what it says
 */
record AddressEnvironment(Map<String, String> environment, Path file, DotEnv dotEnv) {

  private static final Logger LOG = LoggerFactory.getLogger(MySqlLeaseStore.class);

  /** The variables, by the options of {@link Tls}. */
  private static final Map<String, String> ENCRYPTION =
      Map.of(
          "sslMode", "MYSQL_SSL_MODE",
          "sslCa", "MYSQL_SSL_CA",
          "sslCert", "MYSQL_SSL_CERT",
          "sslKey", "MYSQL_SSL_KEY");

  /**
   * Reads the variables.
   *
   * @throws IllegalArgumentException naming the variable that is missing or bad
   */
  static Address read(Map<String, String> environment, Path dotEnv) {
    DotEnv values = DotEnv.read(dotEnv);
    Address address = new AddressEnvironment(environment, dotEnv, values).address();
    values.fault().ifPresent(fault -> LOG.warn("{}; it counts as one that sets nothing", fault));
    return address;
  }

  private Address address() {
    String port = filled("MYSQL_PORT");
    return new Address(
        host(),
        AddressUrl.port(subject("MYSQL_PORT", port), port),
        required("MYSQL_USER"),
        password(),
        required("MYSQL_DBNAME"),
        Tls.of(encryption(), option -> Objects.requireNonNull(ENCRYPTION.get(option))));
  }

  private Map<String, String> encryption() {
    Map<String, String> options = new HashMap<>();
    ENCRYPTION.forEach(
        (option, variable) -> {
          String value = filled(variable);
          if (value != null) {
            options.put(option, value);
          }
        });
    return options;
  }

  private String host() {
    String host = filled("MYSQL_HOST");
    return host == null ? "localhost" : Address.host(subject("MYSQL_HOST", host), host);
  }

  /** Whoever gives a whole URL gives perhaps a password. */
  private static String subject(String name, @Nullable String value) {
    return value == null || value.contains("@")
        ? name
        : name + ", '" + value.replaceAll("\\p{Cntrl}", "?") + "',";
  }

  /**
   * An empty password may be meant, so only a missing one is refused. Blanks are part of it; line
   * ends behind it are from a file.
   */
  private @Nullable String password() {
    String password = variable("MYSQL_PASSWORD");
    if (password == null) {
      throw missing("MYSQL_PASSWORD");
    }
    String text = password.replaceFirst("[\\r\\n]+\\z", "");
    return text.isEmpty() ? null : text;
  }

  private String required(String name) {
    String value = filled(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /** A variable that is empty in the environment, as container tools leave it, is none. */
  private @Nullable String filled(String name) {
    String value = environment.get(name);
    String found = value == null || value.isBlank() ? dotEnv.get(name).orElse("") : value;
    return found.isBlank() ? null : found.strip();
  }

  private @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null ? dotEnv.get(name).orElse(null) : value;
  }

  private IllegalArgumentException missing(String name) {
    return new IllegalArgumentException(
        dotEnv
            .fault()
            .map(fault -> name + " is not set in the environment, and " + fault)
            .orElse(name + " is not set (looked for in the environment and " + file + ")"));
  }
}
