package io.election4j.sql.mysql;

import io.election4j.spi.StoreException.Kind;
import io.election4j.sql.Dialect.Fault;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the error codes of MySQL and MariaDB mean for an election, and what a person can do.
 *
 * <p>Misconfigured is what lies in our own settings, the account, the schema or the kind of server:
 * no further attempt can cure it. What lies in the state that a server is in, however long that
 * lasts, is unavailable, and so is every code that is not here.
 */
public enum MySqlFault implements Fault {
  CREDENTIALS(
      Kind.MISCONFIGURED,
      "check the user, its password and from which hosts it may connect",
      Set.of(1045, 1130, 1698, 1873)),

  ACCOUNT(
      Kind.MISCONFIGURED,
      "the account is locked, or its password has expired",
      Set.of(1820, 1862, 3118, 3955, 4150, 4151)),

  AUTHENTICATION(
      Kind.MISCONFIGURED,
      "give the account a way to authenticate that the server and the driver both know",
      Set.of(1251, 1275, 1524)),

  PRIVILEGE(
      Kind.MISCONFIGURED,
      "the store's schema() states the least grants",
      Set.of(1044, 1095, 1142, 1143, 1227, 1370)),

  DATABASE(
      Kind.MISCONFIGURED, "create the database, or name another one", Set.of(1046, 1049, 1102)),

  PLAIN_CONNECTION(
      Kind.MISCONFIGURED, "ask for encryption, by sslMode=required or stricter", Set.of(3159)),

  TABLES(
      Kind.MISCONFIGURED,
      "the tables need InnoDB, utf8mb4 and rows of format DYNAMIC, as in the store's schema()",
      Set.of(1071, 1115, 1118, 1273, 1286, 1478, 1709, 3161)),

  DIALECT(
      Kind.MISCONFIGURED,
      "MySQL 8.0 or MariaDB 10.6 is needed, with binlog_format ROW or MIXED",
      Set.of(1064, 1193, 1231, 1235, 1665)),

  READ_ONLY(
      Kind.UNAVAILABLE,
      "this server cannot be written to now, as in a failover",
      Set.of(1223, 1792, 1836, 3100, 3101)),

  /** Where the server names one that makes it read-only, this is told as {@link #READ_ONLY}. */
  OPTION(
      Kind.UNAVAILABLE,
      "the server was started with an option that forbids this statement",
      Set.of(1290)),

  BUSY(
      Kind.UNAVAILABLE,
      "the server has no connection to spare now",
      Set.of(1040, 1135, 1203, 1226)),

  BLOCKED(
      Kind.UNAVAILABLE,
      "the server blocks this host after failed connections, until FLUSH HOSTS",
      Set.of(1129)),

  NOT_SERVING(
      Kind.UNAVAILABLE,
      "the server is starting, stopping or out of its cluster",
      Set.of(1047, 1053, 1077, 1079, 1927, 3032, 3098, 3168, 4031)),

  FULL(
      Kind.UNAVAILABLE,
      "the server has no room left",
      Set.of(1021, 1030, 1037, 1038, 1041, 1114, 1206)),

  LOCKED(
      Kind.UNAVAILABLE,
      "others hold the locks",
      Set.of(1020, 1099, 1205, 1213, 1317, 1969, 3024, 3572)),

  SCHEMA(
      Kind.UNAVAILABLE,
      "the tables are not there, or not as they were when the store was prepared",
      Set.of(1054, 1136, 1146, 1364, 1812, 1932));

  /** Whatever the language, the server names the option. */
  private static final Pattern READ_ONLY_OPTION =
      Pattern.compile("read[-_]only", Pattern.CASE_INSENSITIVE);

  private final Kind kind;
  private final String advice;
  private final Set<Integer> codes;

  MySqlFault(Kind kind, String advice, Set<Integer> codes) {
    this.kind = kind;
    this.advice = advice;
    this.codes = codes;
  }

  /**
   * Returns what an answer means; nothing if it is in no row.
   *
   * @param words of the server
   */
  public static Optional<MySqlFault> of(int code, String words) {
    return Arrays.stream(values())
        .filter(fault -> fault.codes.contains(code))
        .findAny()
        .map(
            fault -> fault == OPTION && READ_ONLY_OPTION.matcher(words).find() ? READ_ONLY : fault);
  }

  @Override
  public Kind kind(boolean reached) {
    return this == DATABASE && reached ? Kind.UNAVAILABLE : kind;
  }

  @Override
  public String advice() {
    return advice;
  }

  /** Returns the codes that mean this. */
  public Set<Integer> codes() {
    return codes;
  }
}
