package io.election4j.mysql;

import io.election4j.mysql.Schema.Column;
import io.election4j.mysql.Schema.Table;
import io.election4j.spi.StoreException;
import io.r2dbc.spi.Readable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates what is missing, or not, and compares what is there with {@link Schema}. */
final class SchemaCheck {

  private static final String COLUMNS =
      "SELECT c.TABLE_NAME AS table_name, c.COLUMN_NAME AS column_name,"
          + " c.DATA_TYPE AS data_type, c.CHARACTER_MAXIMUM_LENGTH AS characters,"
          + " c.COLLATION_NAME AS collation_name, c.COLUMN_KEY AS column_key,"
          + " t.ENGINE AS engine"
          + " FROM information_schema.COLUMNS c JOIN information_schema.TABLES t"
          + " ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME"
          + " WHERE c.TABLE_SCHEMA = DATABASE()"
          + " AND c.TABLE_NAME IN (?, ?)";

  private static final String ENGINE = "InnoDB";

  private final Session session;
  private final String server;
  private final Map<String, Table> tables;

  SchemaCheck(Session session, String server, Map<String, Table> tables) {
    this.session = session;
    this.server = server;
    this.tables = tables;
  }

  /** Fails, as misconfigured, if the tables are not as they must be in the end. */
  Mono<Void> run(boolean create) {
    return stored()
        .flatMap(stored -> create ? createMissing(stored) : Mono.just(stored))
        .flatMap(stored -> create ? upgrade(stored) : Mono.just(stored))
        .flatMap(
            stored ->
                Mono.fromRunnable(
                    () -> tables.forEach((name, table) -> compare(name, table, stored))));
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
                      Rows.text(row, "table_name").toLowerCase(Locale.ROOT),
                      name -> new HashMap<>());
              columns.put(ENGINE, Rows.text(row, "engine"));
              return columns.put(Rows.text(row, "column_name"), column(row).toString()) == null;
            })
        .thenReturn(stored);
  }

  private static Column column(Readable row) {
    String type = Rows.text(row, "data_type").toUpperCase(Locale.ROOT);
    String length = type.endsWith("CHAR") ? "(" + Rows.number(row, "characters") + ")" : "";
    String key =
        switch (Rows.text(row, "column_key")) {
          case "PRI" -> "PRIMARY";
          case "" -> "";
          default -> "INDEX";
        };
    return new Column(
        type + length,
        Objects.requireNonNullElse(row.get("collation_name", String.class), ""),
        key);
  }

  private void compare(String name, Table table, Map<String, Map<String, String>> stored) {
    Map<String, String> columns = stored.get(name);
    if (columns == null) {
      throw fault("there is no table " + name + ", or the user may not see it");
    }
    if (!ENGINE.equalsIgnoreCase(columns.get(ENGINE))) {
      throw fault("table " + name + " is not kept by " + ENGINE + " but by " + columns.get(ENGINE));
    }
    table
        .columns()
        .forEach(
            (column, wanted) -> {
              String there = columns.get(column);
              if (!wanted.equals(there)) {
                String is = there == null ? "missing" : there;
                throw fault(
                    "column "
                        + name
                        + "."
                        + column
                        + " is "
                        + is
                        + ", not "
                        + wanted
                        + Upgrade.advice(stored, name, column));
              }
            });
  }

  private StoreException fault(String what) {
    return StoreException.misconfigured(
        server + ": " + what + " (the schema is that of MySqlLeaseStore.schema())", null);
  }
}
