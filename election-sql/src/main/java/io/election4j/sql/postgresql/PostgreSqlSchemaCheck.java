package io.election4j.sql.postgresql;

import io.election4j.sql.Sql;
import io.election4j.sql.SqlSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares the tables that are there with {@link PostgreSqlSchema}.
 *
 * @param fault makes an error of what is wrong
 */
record PostgreSqlSchemaCheck(SqlSession session, Function<String, Mono<Void>> fault) {

  /** Tables that lose their rows in a crash, or that are none. */
  private static final String KIND =
      "SELECT CAST(relkind AS text) || CAST(relpersistence AS text) AS kind FROM pg_class WHERE oid = to_regclass(?)";

  private static final String COLUMNS =
      "SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod)"
          + " || COALESCE(' COLLATE ' || (SELECT collname FROM pg_collation"
          + " WHERE oid = NULLIF(a.attcollation, 0)), '')"
          + " || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END AS definition,"
          + " CASE WHEN a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' THEN 1 ELSE 0 END"
          + " AS wanting"
          + " FROM pg_attribute a WHERE a.attrelid = to_regclass(?) AND a.attnum > 0"
          + " AND NOT a.attisdropped";

  /** The columns of unique keys, each as one text. */
  private static final String UNIQUE_KEYS =
      "SELECT i.indexrelid::regclass::text AS name, (SELECT string_agg(a.attname, ',')"
          + " FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey))"
          + " AS columns FROM pg_index i WHERE i.indrelid = to_regclass(?) AND i.indisunique";

  private static final Map<String, String> KEYS =
      Map.of("election_lease", "lease", "election_record", "election");

  Mono<Void> run() {
    return Flux.fromIterable(PostgreSqlSchema.TABLES.entrySet())
        .concatMap(table -> check(table.getKey(), table.getValue()))
        .then();
  }

  private Mono<Void> check(String table, Map<String, String> columns) {
    return session
        .rows(Sql.of(KIND, table), row -> row.text("kind"))
        .flatMap(kinds -> fail(kindFault(table, String.join("", kinds))))
        .then(Mono.defer(() -> columns(table, columns)))
        .then(Mono.defer(() -> keys(table)));
  }

  private static @Nullable String kindFault(String table, String kind) {
    if (!kind.startsWith("r") && !kind.startsWith("p")) {
      return table + " is no table of its own, but a view for instance";
    }
    return kind.endsWith("p")
        ? null
        : "table " + table + " is unlogged or temporary, so a crash would empty it";
  }

  private Mono<Void> columns(String table, Map<String, String> wanted) {
    Map<String, String> stored = new HashMap<>();
    Map<String, String> wanting = new HashMap<>();
    return session
        .rows(
            Sql.of(COLUMNS, table),
            row -> {
              if (row.number("wanting") != 0) {
                wanting.put(row.text("name"), table);
              }
              return stored.put(row.text("name"), row.text("definition")) == null;
            })
        .flatMap(read -> fail(columnFault(table, wanted, stored, wanting)));
  }

  private static @Nullable String columnFault(
      String table,
      Map<String, String> wanted,
      Map<String, String> stored,
      Map<String, String> wanting) {
    Optional<String> other =
        wanted.entrySet().stream()
            .filter(column -> !column.getValue().equals(stored.get(column.getKey())))
            .map(
                column ->
                    "column %s.%s is %s, not %s"
                        .formatted(
                            table,
                            column.getKey(),
                            stored.getOrDefault(column.getKey(), "missing"),
                            column.getValue()))
            .findFirst();
    return other.orElseGet(
        () ->
            wanting.keySet().stream()
                .filter(column -> !wanted.containsKey(column))
                .map(
                    column ->
                        "column %s.%s must be filled, which the store does not know"
                            .formatted(table, column))
                .findFirst()
                .orElse(null));
  }

  private Mono<Void> keys(String table) {
    String key = KEYS.getOrDefault(table, "");
    return session
        .rows(Sql.of(UNIQUE_KEYS, table), row -> List.of(row.text("name"), row.text("columns")))
        .flatMap(
            keys ->
                keys.stream().noneMatch(one -> one.get(1).equals(key))
                    ? fault.apply("table " + table + " has no primary key " + key)
                    : fail(
                        keys.stream()
                            .filter(one -> !List.of(one.get(1).split(",")).contains(key))
                            .map(
                                one ->
                                    "table "
                                        + table
                                        + " has a unique key "
                                        + one.get(0)
                                        + ", which would refuse what has to be written")
                            .findFirst()
                            .orElse(null)));
  }

  private Mono<Void> fail(@Nullable String what) {
    return what == null ? Mono.empty() : fault.apply(what);
  }
}
