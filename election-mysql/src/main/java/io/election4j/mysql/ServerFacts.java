package io.election4j.mysql;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server says of itself.
 *
 * @param variables by name; those a server does not have are missing
 */
record ServerFacts(Map<String, String> variables) {

  /** The variables asked for. */
  static final Sql QUERY =
      Sql.of(
          "SHOW VARIABLES WHERE Variable_name IN ('version', 'read_only', 'super_read_only',"
              + " 'innodb_read_only', 'innodb_flush_log_at_trx_commit', 'log_bin',"
              + " 'binlog_format')");

  /** MariaDB says 5.5.5 first to some clients. */
  private static final Pattern VERSION = Pattern.compile("(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)\\.(\\d+)");

  private static final int MYSQL = 8_000_000;
  private static final int MARIADB = 10_006_000;

  /** Returns why this store can never work on this server as it is set up, if it cannot. */
  Optional<String> fault() {
    if (number() < (mariaDb() ? MARIADB : MYSQL)) {
      String needed = mariaDb() ? "MariaDB 10.6" : "MySQL 8.0";
      return Optional.of("version " + of("version") + " is too old, " + needed + " is needed");
    }
    if (!off("log_bin") && of("binlog_format").equals("STATEMENT")) {
      return Optional.of(
          "binlog_format is STATEMENT, with which the server refuses READ COMMITTED; ROW or MIXED"
              + " is needed");
    }
    return Optional.empty();
  }

  /** Returns why this server cannot be written to for now, as in a failover, if it cannot. */
  Optional<String> hindrance() {
    return Stream.of("read_only", "super_read_only", "innodb_read_only")
        .filter(variable -> !off(variable))
        .map(variable -> "the server is read-only (" + variable + " is " + of(variable) + ")")
        .findFirst();
  }

  /** Returns whether what was acknowledged survives a crash of the server's machine. */
  boolean durable() {
    return of("innodb_flush_log_at_trx_commit").equals("1");
  }

  private boolean mariaDb() {
    return of("version").toLowerCase(Locale.ROOT).contains("mariadb");
  }

  /** Returns 8000012 for version 8.0.12. */
  private int number() {
    Matcher version = VERSION.matcher(of("version"));
    if (!version.lookingAt()) {
      return 0;
    }
    return Integer.parseInt(version.group(1)) * 1_000_000
        + Integer.parseInt(version.group(2)) * 1_000
        + Integer.parseInt(version.group(3));
  }

  private boolean off(String variable) {
    String value = of(variable);
    return value.isEmpty() || value.equals("OFF") || value.equals("0");
  }

  private String of(String variable) {
    return variables.getOrDefault(variable, "").toUpperCase(Locale.ROOT);
  }
}
