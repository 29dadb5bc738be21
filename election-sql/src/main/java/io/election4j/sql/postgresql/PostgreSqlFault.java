package io.election4j.sql.postgresql;

import io.election4j.spi.StoreException.Kind;
import io.election4j.sql.Dialect.Fault;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * What the SQLSTATEs of PostgreSQL mean for an election, and what a person can do.
 *
 * <p>Misconfigured is what lies in our own settings, the role, the schema or the kind of server: no
 * further attempt can cure it. What lies in the state that a server is in, however long that lasts,
 * is unavailable, and so is every state that is not here. A class of two characters stands for all
 * its states that have no row of their own.
 */
public enum PostgreSqlFault implements Fault {
  CREDENTIALS(
      Kind.MISCONFIGURED,
      "check the role, its password and what pg_hba.conf lets in",
      Set.of("28000", "28P01")),

  PRIVILEGE(Kind.MISCONFIGURED, "the store's schema() states the least grants", Set.of("42501")),

  DATABASE(Kind.MISCONFIGURED, "create the database, or name another one", Set.of("3D000")),

  DIALECT(
      Kind.MISCONFIGURED,
      "PostgreSQL 12 or newer is needed",
      Set.of("42601", "42883", "42704", "0A000")),

  READ_ONLY(
      Kind.UNAVAILABLE,
      "this server cannot be written to now, as in a failover",
      Set.of("25006", "55000")),

  BUSY(Kind.UNAVAILABLE, "the server has no connection to spare now", Set.of("53300")),

  FULL(Kind.UNAVAILABLE, "the server has no room left", Set.of("53", "54")),

  NOT_SERVING(Kind.UNAVAILABLE, "the server is starting, stopping or in trouble", Set.of("57P")),

  CANCELLED(Kind.UNAVAILABLE, "somebody or a time-out has cancelled it", Set.of("57014")),

  LOCKED(Kind.UNAVAILABLE, "others hold the locks", Set.of("40", "55P03", "55006")),

  SCHEMA(
      Kind.UNAVAILABLE,
      "the tables are not there, or not as they were when the store was prepared",
      Set.of("42P01", "42703", "3F000", "23"));

  private final Kind kind;
  private final String advice;
  private final Set<String> states;

  PostgreSqlFault(Kind kind, String advice, Set<String> states) {
    this.kind = kind;
    this.advice = advice;
    this.states = states;
  }

  /** Returns what an SQLSTATE means; nothing if it is in no row. */
  public static Optional<PostgreSqlFault> of(String state) {
    return Arrays.stream(values())
        .filter(fault -> fault.longest(state) > 0)
        .max(Comparator.comparingInt(fault -> fault.longest(state)));
  }

  private int longest(String state) {
    return states.stream().filter(state::startsWith).mapToInt(String::length).max().orElse(0);
  }

  @Override
  public Kind kind(boolean reached) {
    return this == DATABASE && reached ? Kind.UNAVAILABLE : kind;
  }

  @Override
  public String advice() {
    return advice;
  }

  /** Returns the states, or beginnings of states, that mean this. */
  public Set<String> states() {
    return states;
  }
}
