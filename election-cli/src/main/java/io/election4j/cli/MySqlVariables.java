package io.election4j.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The variables that say where a MySQL server is. */
final class MySqlVariables {

  private MySqlVariables() {}

  /** Returns the URL they amount to; empty if neither a host nor a user is set. */
  static Optional<String> url(Surroundings surroundings) {
    Optional<String> host = surroundings.get("MYSQL_HOST");
    Optional<String> user = surroundings.get("MYSQL_USER");
    if (host.isEmpty() && user.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "mysql://"
            + user.map(name -> encode(name) + "@").orElse("")
            + host.orElse("localhost")
            + surroundings.get("MYSQL_PORT").map(MySqlVariables::port).orElse("")
            + "/"
            + encode(database(surroundings)));
  }

  private static String database(Surroundings surroundings) {
    return surroundings
        .get("MYSQL_DBNAME")
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "MYSQL_HOST or MYSQL_USER is set, but MYSQL_DBNAME is not: set it, or give"
                        + " --store URL"));
  }

  private static String port(String port) {
    if (!port.matches("\\d{1,5}")) {
      throw new CommandFailure(ExitCode.USAGE, "MYSQL_PORT '" + port + "' is not a port");
    }
    return ":" + port;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
