package io.election4j.sql.mysql;

import io.election4j.sql.Dialect;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlRefusal;
import io.election4j.sql.SqlSession;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * What every session of the store sets, and nothing else does: all that a session inherits (from
 * the server, {@code init_connect} or whoever used it before) and that changes what a statement of
 * ours returns or may do. What only changes how fast it is, and what concerns features we do not
 * use (foreign keys, triggers, generated keys, divisions, time zones, explicit commits), is left
 * alone. None of it needs a privilege.
 *
 * <p>On connections of our own this ends with them. On those that are borrowed it is put back
 * before they are.
 *
 * @param before the variables as they were, by name
 */
public record MySqlSession(Map<String, String> before) implements Dialect.Former {

  /** By name: the value, and what another one would do. */
  private static final Map<String, String> SETTINGS = new LinkedHashMap<>();

  /** The same for variables that only MySQL has. */
  private static final Map<String, String> OF_MYSQL = new LinkedHashMap<>();

  /** The same for variables that only MariaDB has. */
  private static final Map<String, String> OF_MARIADB = new LinkedHashMap<>();

  static {
    // Single statements would not commit themselves.
    SETTINGS.put("autocommit", "1");
    // Reads would leave out rows.
    SETTINGS.put("sql_select_limit", "18446744073709551615");
    // Long reads would be refused, and so would writes that name many rows.
    SETTINGS.put("sql_big_selects", "1");
    SETTINGS.put("sql_safe_updates", "0");
    // A listing would be sorted by the beginnings of the names only, and lose some between pages.
    SETTINGS.put("max_sort_length", "1024");
    // A statement would wait for a row or a table for longer than anybody waits for it; 1 s is the
    // least there is.
    SETTINGS.put("innodb_lock_wait_timeout", "1");
    SETTINGS.put("lock_wait_timeout", "1");
    // Connections would be dead whenever they are needed: we close idle ones ourselves, sooner.
    SETTINGS.put("wait_timeout", "600");
    // Values that do not fit would be cut, quotes and backslashes would mean something else.
    SETTINGS.put("sql_mode", "'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'");
    // Statements would be ended by the server, which the store does by itself.
    OF_MYSQL.put("max_execution_time", "0");
    OF_MARIADB.put("max_statement_time", "0");
    // Writes by many keys would lock the whole table, and wait for rows that are none of theirs.
    OF_MYSQL.put("range_optimizer_max_mem_size", "0");
  }

  /** Writes would be refused; reads would lock gaps and see what was so when they began. */
  private static final Sql TRANSACTIONS =
      Sql.of("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE");

  /** Names would become other names, or be compared without regard to case. */
  private static final Sql NAMES = Sql.of("SET NAMES utf8mb4 COLLATE utf8mb4_bin");

  private static final Sql VARIABLES = Sql.of("SET " + assigned(SETTINGS.keySet()));

  private static final List<String> WIDTH = List.of("sql_select_limit", "sql_big_selects");

  /**
   * What the driver needs for its own reads while it connects, in the form of assignments: it reads
   * variables of the server, which counts as a large read.
   */
  public static final String FOR_THE_DRIVER = assigned(WIDTH);

  private static final String TIMESTAMP = "timestamp";

  /** What is set above by other means; the last two are those of MariaDB before 11.1. */
  private static final Set<String> FURTHER =
      Set.of(
          "character_set_client",
          "character_set_results",
          "collation_connection",
          TIMESTAMP,
          "transaction_isolation",
          "transaction_read_only",
          "tx_isolation",
          "tx_read_only");

  /** Times would be those of another day: readers would not find what was written. */
  private static final Sql CLOCK = Sql.of("SET timestamp = DEFAULT");

  /** What bounds reading the others, and the clock, which stands still if it is set. */
  private static final Sql READ_FIRST =
      Sql.of(
          "SELECT CONCAT(@@sql_select_limit), CONCAT(@@sql_big_selects), CONCAT(@@timestamp)"
              + " LIMIT 1");

  private static final Sql WIDEN = Sql.of("SET " + assigned(some(WIDTH)));

  private static final Sql READ = reading();

  /** Makes a session fit for the statements of the store. */
  public static Mono<Void> set(SqlSession session) {
    return session
        .update(TRANSACTIONS)
        .then(session.update(VARIABLES))
        .then(session.update(NAMES))
        // A server that lets nobody set it has not let others set it either.
        .then(session.update(CLOCK).onErrorResume(SqlRefusal.class, refused -> Mono.empty()))
        .then();
  }

  /** Reads what {@link #set} changes. */
  public static Mono<MySqlSession> read(SqlSession session) {
    return session
        .rows(READ_FIRST, row -> List.of(row.text(0), row.text(1), row.text(2)))
        .flatMap(
            first ->
                session
                    .update(WIDEN)
                    .then(session.rows(READ, row -> Map.entry(row.text(0), row.text(1))))
                    .map(rows -> before(first.get(0), rows)));
  }

  private static MySqlSession before(List<String> first, List<Map.Entry<String, String>> rows) {
    Map<String, String> before = new LinkedHashMap<>();
    rows.forEach(row -> before.put(row.getKey(), row.getValue()));
    before.put("sql_select_limit", first.get(0));
    before.put("sql_big_selects", first.get(1));
    String later = before.getOrDefault(TIMESTAMP, "0");
    if (new BigDecimal(later).compareTo(new BigDecimal(first.get(2))) != 0) {
      before.remove(TIMESTAMP); // it goes on
    }
    return new MySqlSession(before);
  }

  /** Makes the session what it was. */
  @Override
  public Mono<Void> restore(SqlSession session) {
    Map<String, String> values = new LinkedHashMap<>();
    before.forEach((name, value) -> values.put(name, literal(name, value)));
    if (values.containsKey("transaction_isolation")) {
      values.remove("tx_isolation");
      values.remove("tx_read_only");
    }
    return session.update(Sql.of("SET " + assigned(values))).then();
  }

  private static Sql reading() {
    Set<String> names = new TreeSet<>(FURTHER);
    names.addAll(SETTINGS.keySet());
    names.addAll(OF_MYSQL.keySet());
    names.addAll(OF_MARIADB.keySet());
    return Sql.of(
        "SHOW SESSION VARIABLES WHERE Variable_name IN ('" + String.join("', '", names) + "')");
  }

  /** Each server takes the comments of the other one for comments. */
  private static String assigned(Collection<String> common) {
    return assigned(some(common))
        + " /*!80000 , "
        + assigned(OF_MYSQL)
        + " */ /*M!100600 , "
        + assigned(OF_MARIADB)
        + " */";
  }

  private static Map<String, String> some(Collection<String> names) {
    Map<String, String> some = new LinkedHashMap<>(SETTINGS);
    some.keySet().retainAll(names);
    return some;
  }

  private static String assigned(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> value.getKey() + " = " + value.getValue())
        .collect(Collectors.joining(", "));
  }

  /** Numbers have no quotes; a character set of nothing means that results are left as they are. */
  private static String literal(String name, String value) {
    if (value.isEmpty() && name.startsWith("character_set")) {
      return "NULL";
    }
    return value.matches("[0-9.]+") ? value : "'" + value + "'";
  }
}
