package io.election4j.sql.postgresql;

import io.election4j.sql.Dialect;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * What every session of the store sets, and nothing else does: all that a session inherits (from
 * the server, the database, the role or whoever used it before) and that changes what a statement
 * of ours returns or may do. None of it needs a privilege.
 *
 * <p>On connections of our own this ends with them. On those that are borrowed it is put back
 * before they are. Behind a pooler whose sessions are others' too, nothing is set: see {@link
 * SqlSession#shared()}.
 *
 * @param before the settings as they were, by name
 */
record PostgreSqlSession(Map<String, String> before) implements Dialect.Former {

  /** By name: the value, and what another one would do. */
  private static final Map<String, String> SETTINGS = new LinkedHashMap<>();

  static {
    // Writes that meet others' would fail, or see what was so when they began.
    SETTINGS.put("default_transaction_isolation", "read committed");
    // Writes would be refused.
    SETTINGS.put("default_transaction_read_only", "off");
    // A statement would wait for a row or a table for longer than anybody waits for it.
    SETTINGS.put("lock_timeout", "1000");
    // Statements would be ended by the server, which the store does by itself.
    SETTINGS.put("statement_timeout", "0");
    SETTINGS.put("transaction_timeout", "0");
    // Connections would be dead whenever they are needed.
    SETTINGS.put("idle_session_timeout", "0");
  }

  /** What is acknowledged must survive a crash; the stricter and the local settings are kept. */
  private static final Sql DURABLE =
      Sql.of(
          "SELECT set_config(name, 'on', false) FROM pg_settings"
              + " WHERE name = 'synchronous_commit' AND setting = 'off'");

  private static final Sql READ = reading();

  /** What would end the reading of the others; short, so that it is not ended itself. */
  private static final String STATEMENT_TIMEOUT = "statement_timeout";

  private static final Sql READ_FIRST = Sql.of("SHOW " + STATEMENT_TIMEOUT);
  private static final Sql SET_FIRST = Sql.of("SET " + STATEMENT_TIMEOUT + " = 0");

  /** Makes a session fit for the statements of the store; only what the server has is set. */
  static Mono<Void> set(SqlSession session) {
    return session.shared()
        ? Mono.empty()
        : session
            .update(SET_FIRST)
            .then(session.rows(assigned(SETTINGS), row -> true))
            .then(session.rows(DURABLE, row -> true))
            .then();
  }

  /** Reads what {@link #set} changes. */
  static Mono<PostgreSqlSession> read(SqlSession session) {
    return session.shared()
        ? Mono.just(new PostgreSqlSession(Map.of()))
        : session
            .rows(READ_FIRST, row -> row.text(0))
            .flatMap(first -> session.update(SET_FIRST).then(others(session, first.get(0))));
  }

  private static Mono<PostgreSqlSession> others(SqlSession session, String statementTimeout) {
    return session
        .rows(READ, row -> Map.entry(row.text(0), row.text(1)))
        .map(
            rows -> {
              Map<String, String> before =
                  rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
              before.put(STATEMENT_TIMEOUT, statementTimeout);
              return new PostgreSqlSession(before);
            });
  }

  /** Makes the session what it was. */
  @Override
  public Mono<Void> restore(SqlSession session) {
    return before.isEmpty() ? Mono.empty() : session.rows(assigned(before), row -> true).then();
  }

  private static Sql reading() {
    List<@Nullable Object> names = new ArrayList<>(SETTINGS.keySet());
    names.add("synchronous_commit");
    return new Sql(
        "SELECT name, setting FROM pg_settings WHERE name IN ("
            + Sql.repeat("?", names.size())
            + ")",
        names);
  }

  private static Sql assigned(Map<String, String> values) {
    List<@Nullable Object> all = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          all.add(name);
          all.add(value);
        });
    return new Sql(
        "SELECT set_config(s.name, v.value, false) FROM pg_settings s JOIN (VALUES "
            + Sql.repeat("(CAST(? AS text), CAST(? AS text))", values.size())
            + ") AS v (name, value) ON v.name = s.name WHERE s.setting <> v.value",
        all);
  }
}
