package io.election4j.cli;

import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Environment;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The variables that say where a MySQL server is. */
final class MySqlVariables {

  private static final Logger LOG = LoggerFactory.getLogger(MySqlVariables.class);

  /** Options of the URL, and the variables that have their values. */
  private static final List<Map.Entry<String, String>> OPTIONS =
      List.of(
          Map.entry("sslMode", "MYSQL_SSL_MODE"),
          Map.entry("sslCa", "MYSQL_SSL_CA"),
          Map.entry("sslCert", "MYSQL_SSL_CERT"),
          Map.entry("sslKey", "MYSQL_SSL_KEY"));

  private MySqlVariables() {}

  /** Returns the URL they amount to; empty if neither a host nor a user is set. */
  static Optional<String> url(Environment environment) {
    Optional<String> host = get(environment, "MYSQL_HOST");
    Optional<String> user = get(environment, "MYSQL_USER");
    if (user.isEmpty()) {
      environment.requireRead("MYSQL_USER");
    }
    if (host.isEmpty() && user.isEmpty()) {
      return Optional.empty();
    }
    String database = database(environment);
    environment
        .fault()
        .ifPresent(fault -> LOG.warn("{}; it counts as one that sets nothing", fault));
    return Optional.of(
        "mysql://"
            + user.map(name -> encode(name) + "@").orElse("")
            + host.map(MySqlVariables::host).orElse("localhost")
            + get(environment, "MYSQL_PORT").map(MySqlVariables::port).orElse("")
            + "/"
            + encode(database)
            + options(environment));
  }

  private static Optional<String> get(Environment environment, String name) {
    return environment.get(name).map(String::strip).filter(value -> !value.isEmpty());
  }

  private static String database(Environment environment) {
    return get(environment, "MYSQL_DBNAME").orElseThrow(() -> noDatabase(environment));
  }

  private static CommandFailure noDatabase(Environment environment) {
    environment.requireRead("MYSQL_DBNAME");
    return CommandFailure.usage(
        "MYSQL_HOST or MYSQL_USER is set, but MYSQL_DBNAME is not: set it, or give --store URL");
  }

  /** What says how to encrypt is part of the URL. */
  private static String options(Environment environment) {
    StringJoiner options = new StringJoiner("&", "?", "").setEmptyValue("");
    OPTIONS.forEach(
        option ->
            get(environment, option.getValue())
                .ifPresent(value -> options.add(option.getKey() + "=" + encode(value))));
    return options.toString();
  }

  /** An IPv6 address has colons of its own, and perhaps a zone behind a percent sign. */
  private static String host(String host) {
    if (host.matches(".*[\\s/?#@].*")) {
      throw refused("MYSQL_HOST", host, "a host name");
    }
    boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
    return bare
        ? "[" + host.replaceFirst("%(?!25\\D)", "%25") + "]"
        : host.replaceFirst("%(?!25)", "%25");
  }

  private static String port(String port) {
    if (!port.matches("\\d{1,5}")) {
      throw refused("MYSQL_PORT", port, "a port");
    }
    return ":" + port;
  }

  /** Whoever gives a whole URL gives perhaps a password. */
  private static CommandFailure refused(String name, String value, String wanted) {
    String shown = value.contains("@") ? "" : " '" + value + "'";
    return CommandFailure.usage(name + shown + " is not " + wanted);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
