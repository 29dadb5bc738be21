package io.election4j.mysql;

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
final class Schema {

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*\\n");
  private static final Pattern TABLE = Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+)");

  /** The whole file. */
  static final String TEXT = read();

  /** The tables, by name. */
  static final Map<String, Table> TABLES = tables();

  private Schema() {}

  /**
   * A table.
   *
   * @param creation the statement that creates it
   * @param columns what each column must be like, as {@link Column#toString()} says it
   */
  record Table(String creation, Map<String, String> columns) {}

  /**
   * A column, as far as it matters.
   *
   * @param type BIGINT, INT, VARCHAR(200) and so on
   * @param collation empty for numbers
   * @param key PRIMARY, INDEX or empty
   */
  record Column(String type, String collation, String key) {

    private static final Pattern LINE =
        Pattern.compile("(?m)^  ([a-z_]+) ([A-Z]+(?:\\(\\d+\\))?)(?:.*COLLATE (\\w+))?.*$");

    private static final Pattern PRIMARY = Pattern.compile("PRIMARY KEY \\((\\w+)\\)");
    private static final Pattern INDEX = Pattern.compile("\\n  KEY \\w+ \\((\\w+)[,)]");

    static Map<String, String> of(String creation) {
      Map<String, String> columns = new LinkedHashMap<>();
      Matcher line = LINE.matcher(creation);
      while (line.find()) {
        String name = line.group(1);
        String key =
            has(PRIMARY, creation, name) ? "PRIMARY" : has(INDEX, creation, name) ? "INDEX" : "";
        String collation = Objects.requireNonNullElse(line.group(3), "");
        columns.put(name, new Column(line.group(2), collation, key).toString());
      }
      return columns;
    }

    private static boolean has(Pattern key, String creation, String column) {
      return key.matcher(creation).results().anyMatch(found -> found.group(1).equals(column));
    }

    @Override
    public String toString() {
      return String.join(" ", type, collation, key).strip().replaceAll(" +", " ");
    }
  }

  private static Map<String, Table> tables() {
    Map<String, Table> tables = new LinkedHashMap<>();
    List<String> statements =
        Arrays.stream(COMMENT.matcher(TEXT).replaceAll("").split(";"))
            .map(String::strip)
            .filter(statement -> !statement.isEmpty())
            .toList();
    for (String statement : statements) {
      Matcher name = TABLE.matcher(statement);
      if (!name.lookingAt()) {
        throw new IllegalStateException("schema.sql has a statement that creates no table");
      }
      tables.put(name.group(1), new Table(statement, Column.of(statement)));
    }
    return tables;
  }

  private static String read() {
    try (InputStream file =
        Objects.requireNonNull(Schema.class.getResourceAsStream("schema.sql"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
