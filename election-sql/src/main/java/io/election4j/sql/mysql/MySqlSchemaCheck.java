package io.election4j.sql.mysql;

import io.election4j.spi.StoreException;
import io.election4j.sql.Row;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlSession;
import io.election4j.sql.mysql.MySqlSchema.Column;
import io.election4j.sql.mysql.MySqlSchema.Table;
import io.election4j.sql.mysql.MySqlSchema.Upgrade;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates what is missing, or not, and compares what is there with {@link MySqlSchema}. */
final class MySqlSchemaCheck {

  private static final String COLUMNS =
      "SELECT c.TABLE_NAME AS table_name, c.COLUMN_NAME AS column_name,"
          + " c.DATA_TYPE AS data_type, c.CHARACTER_MAXIMUM_LENGTH AS characters,"
          + " c.COLLATION_NAME AS collation_name, c.COLUMN_KEY AS column_key,"
          + " c.IS_NULLABLE = 'NO' AND c.COLUMN_DEFAULT IS NULL AND c.EXTRA = '' AS wanting,"
          + " t.ENGINE AS engine"
          + " FROM information_schema.COLUMNS c JOIN information_schema.TABLES t"
          + " ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME"
          + " WHERE c.TABLE_SCHEMA = DATABASE()"
          + " AND c.TABLE_NAME IN (?, ?)";

  /** Those that keep apart what the primary key does not. */
  private static final String UNIQUE_KEYS =
      "SELECT TABLE_NAME AS table_name, INDEX_NAME AS index_name FROM information_schema.STATISTICS"
          + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN (?, ?) AND NON_UNIQUE = 0"
          + " GROUP BY TABLE_NAME, INDEX_NAME"
          + " HAVING SUM(COLUMN_NAME IN ('lease', 'election')) = 0";

  private static final String ENGINE = "InnoDB";

  /** Among the columns stored, what is put before one that has no value of its own. */
  private static final String WANTING = "!";

  private final SqlSession session;
  private final String server;
  private final Map<String, Table> tables;

  MySqlSchemaCheck(SqlSession session, String server, Map<String, Table> tables) {
    this.session = session;
    this.server = server;
    this.tables = tables;
  }

  /** Fails, as misconfigured, if the tables are not as they must be in the end. */
  Mono<Void> run(boolean create) {
    return stored()
        .flatMap(stored -> create ? createMissing(stored) : Mono.just(stored))
        .doOnNext(this::requireNoViews)
        .flatMap(stored -> create ? upgrade(stored) : Mono.just(stored))
        .flatMap(
            stored ->
                Mono.fromRunnable(
                    () -> tables.forEach((name, table) -> compare(name, table, stored))))
        .then(Mono.defer(this::requireNoUniqueKey));
  }

  private void requireNoViews(Map<String, Map<String, String>> stored) {
    stored.forEach(
        (name, columns) -> {
          if ("".equals(columns.get(ENGINE))) {
            throw fault(name + " is no table of its own, but a view for instance");
          }
        });
  }

  private Mono<Void> requireNoUniqueKey() {
    return session
        .rows(
            Sql.of(UNIQUE_KEYS, tables.keySet().toArray()),
            row -> row.text("table_name") + " has a unique key " + row.text("index_name"))
        .doOnNext(
            keys ->
                keys.stream()
                    .findFirst()
                    .ifPresent(
                        key -> {
                          throw fault(
                              "table " + key + ", which would refuse what has to be written");
                        }))
        .then();
  }

  private Mono<Map<String, Map<String, String>>> createMissing(
      Map<String, Map<String, String>> stored) {
    List<String> missing =
        tables.keySet().stream().filter(name -> !stored.containsKey(name)).toList();
    if (missing.isEmpty()) {
      return Mono.just(stored);
    }
    return Flux.fromIterable(missing)
        .concatMap(name -> session.update(Sql.of(creation(name))))
        .then(Mono.defer(this::stored));
  }

  private Mono<Map<String, Map<String, String>>> upgrade(Map<String, Map<String, String>> stored) {
    List<Upgrade> due = Upgrade.ALL.stream().filter(one -> one.due(stored)).toList();
    return due.isEmpty()
        ? Mono.just(stored)
        : Flux.fromIterable(due).concatMap(one -> one.run(session)).then(Mono.defer(this::stored));
  }

  private String creation(String table) {
    return Objects.requireNonNull(tables.get(table)).creation();
  }

  /** Reads the tables with their columns; the engine is among them under its own name. */
  private Mono<Map<String, Map<String, String>>> stored() {
    Map<String, Map<String, String>> stored = new HashMap<>();
    return session
        .rows(
            Sql.of(COLUMNS, tables.keySet().toArray()),
            row -> {
              Map<String, String> columns =
                  stored.computeIfAbsent(
                      row.text("table_name").toLowerCase(Locale.ROOT), name -> new HashMap<>());
              columns.put(ENGINE, Objects.requireNonNullElse(row.get("engine"), ""));
              String name = row.text("column_name");
              if (row.number("wanting") != 0) {
                columns.put(WANTING + name, name);
              }
              return columns.put(name, column(row).toString()) == null;
            })
        .thenReturn(stored);
  }

  private static Column column(Row row) {
    String type = row.text("data_type").toUpperCase(Locale.ROOT);
    String length = type.endsWith("CHAR") ? "(" + row.number("characters") + ")" : "";
    String key =
        switch (row.text("column_key")) {
          case "PRI" -> "PRIMARY";
          case "" -> "";
          default -> "INDEX";
        };
    return new Column(
        type + length, Objects.requireNonNullElse(row.get("collation_name"), ""), key);
  }

  private void compare(String name, Table table, Map<String, Map<String, String>> stored) {
    Map<String, String> columns = stored.get(name);
    if (columns == null) {
      throw fault("there is no table " + name + ", or the user may not see it");
    }
    if (!ENGINE.equalsIgnoreCase(columns.get(ENGINE))) {
      throw fault("table " + name + " is not kept by " + ENGINE + " but by " + columns.get(ENGINE));
    }
    requireColumns(name, table, stored);
    columns.keySet().stream()
        .filter(column -> column.startsWith(WANTING))
        .map(column -> column.substring(WANTING.length()))
        .filter(column -> !table.columns().containsKey(column))
        .findFirst()
        .ifPresent(
            column -> {
              throw fault(
                  "column "
                      + name
                      + "."
                      + column
                      + " must be filled, which the store does not know");
            });
  }

  /** An index more does no harm by itself. */
  private void requireColumns(String name, Table table, Map<String, Map<String, String>> stored) {
    Map<String, String> columns = Objects.requireNonNull(stored.get(name));
    List<Map.Entry<String, String>> others =
        table.columns().entrySet().stream()
            .filter(wanted -> !wanted.getValue().equals(columns.get(wanted.getKey())))
            .toList();
    if (!others.stream()
        .allMatch(one -> (one.getValue() + " INDEX").equals(columns.get(one.getKey())))) {
      String column = others.get(0).getKey();
      String is = columns.getOrDefault(column, "missing");
      String wanted = others.get(0).getValue();
      String advice = Upgrade.advice(stored, name, column);
      throw fault("column " + name + "." + column + " is " + is + ", not " + wanted + advice);
    }
  }

  private StoreException fault(String what) {
    return StoreException.misconfigured(
        server + ": " + what + " (the schema is what the store's schema() returns)", null);
  }
}
