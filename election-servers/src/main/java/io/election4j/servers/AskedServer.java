package io.election4j.servers;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which server of the MySQL family the tests are to run on, whatever else this machine has: {@code
 * -Delection.test.sql=mariadb} for what a machine without libaio and Docker would take.
 */
enum AskedServer {
  /** The first that is found. */
  ANY,
  /** MariaDB, although MySQL may be there. */
  MARIADB;

  static final String PROPERTY = "election.test.sql";

  /** Reads the property; it may be unset or empty. */
  static AskedServer in(Map<?, ?> properties) {
    Object value = properties.get(PROPERTY);
    if (isUnset(value)) {
      return ANY;
    }
    if ("mariadb".equals(value)) {
      return MARIADB;
    }
    throw new IllegalArgumentException(
        PROPERTY + " '" + value + "' is not mariadb, the only server that can be asked for");
  }

  private static boolean isUnset(@Nullable Object value) {
    return value == null || "".equals(value);
  }
}
