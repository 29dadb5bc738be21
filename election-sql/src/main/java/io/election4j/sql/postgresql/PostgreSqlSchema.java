package io.election4j.sql.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables, as the file {@code schema.sql} says; nothing else in the code repeats them. */
public final class PostgreSqlSchema {

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*\\n");
  private static final Pattern TABLE = Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+)");

  /** A type as the server's {@code format_type} says it, a collation if any, what is not NULL. */
  private static final Pattern COLUMN =
      Pattern.compile(
          "(?m)^  ([a-z_]+) ([a-z]+(?: [a-z]+)*(?:\\(\\d+\\))?)(?: COLLATE \"(\\w+)\")?([^,\\n]*)");

  /** The whole file. */
  public static final String TEXT = read();

  /** The statements, in order. */
  public static final List<String> STATEMENTS =
      Arrays.stream(COMMENT.matcher(TEXT).replaceAll("").split(";"))
          .map(String::strip)
          .filter(statement -> !statement.isEmpty())
          .toList();

  /** The columns of each table, by name: the type, the collation and whether it may be NULL. */
  static final Map<String, Map<String, String>> TABLES = tables();

  private PostgreSqlSchema() {}

  private static Map<String, Map<String, String>> tables() {
    Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    for (String statement : STATEMENTS) {
      Matcher table = TABLE.matcher(statement);
      if (table.lookingAt()) {
        tables.put(table.group(1), columns(statement));
      }
    }
    return tables;
  }

  private static Map<String, String> columns(String statement) {
    Map<String, String> columns = new LinkedHashMap<>();
    Matcher column = COLUMN.matcher(statement);
    while (column.find()) {
      String collation = column.group(3) == null ? "" : " COLLATE " + column.group(3);
      String type = column.group(2).strip();
      columns.put(
          column.group(1),
          type + collation + (column.group(4).contains("NOT NULL") ? " NOT NULL" : ""));
    }
    return columns;
  }

  private static String read() {
    try (InputStream file =
        Objects.requireNonNull(PostgreSqlSchema.class.getResourceAsStream("schema.sql"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
