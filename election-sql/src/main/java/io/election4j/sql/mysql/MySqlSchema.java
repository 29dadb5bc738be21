package io.election4j.sql.mysql;

import io.election4j.sql.Sql;
import io.election4j.sql.SqlSession;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The tables, as the file {@code schema.sql} says; nothing else in the code repeats them. */
public final class MySqlSchema {

  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*\\n");
  private static final Pattern TABLE = Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+)");

  /** The whole file. */
  static final String TEXT = read();

  /** The tables, by name. */
  public static final Map<String, Table> TABLES = tables();

  private MySqlSchema() {}

  /**
   * A table.
   *
   * @param creation the statement that creates it
   * @param columns what each column must be like, as {@link Column#toString()} says it
   */
  public record Table(String creation, Map<String, String> columns) {}

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
        Objects.requireNonNull(MySqlSchema.class.getResourceAsStream("schema.sql"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Adds to a table of a former version what it lacks, as the file {@code schema.sql} has it.
   *
   * @param table its name
   * @param column the one by which the lack is seen
   * @param former what that column is like in the former version, {@code null} if it is missing
   * @param added how the line of the schema starts that says what to add
   */
  record Upgrade(String table, String column, @Nullable String former, String added) {

    /** In the order in which the versions came. */
    static final List<Upgrade> ALL =
        List.of(
            new Upgrade("election_record", "changed", "BIGINT", "KEY election_record_changed "),
            new Upgrade("election_record", "request", null, "request "));

    /** Returns whether this is missing in the tables stored, by name and column. */
    boolean due(Map<String, Map<String, String>> stored) {
      Map<String, String> columns = stored.get(table);
      return columns != null && Objects.equals(columns.get(column), former);
    }

    /** Returns the statement to run. */
    String statement() {
      Pattern line = Pattern.compile("(?m)^  (" + Pattern.quote(added) + ".*?),?$");
      Matcher lines =
          line.matcher(Objects.requireNonNull(MySqlSchema.TABLES.get(table)).creation());
      if (!lines.find()) {
        throw new IllegalStateException("schema.sql has no line that starts with " + added);
      }
      return "ALTER TABLE " + table + " ADD " + lines.group(1);
    }

    /**
     * Adds it, unless another process has been faster. A table that somebody uses in a long
     * transaction cannot be altered meanwhile, and whoever waits for that keeps all others waiting
     * as well: the session waits briefly, and this is asked for again.
     */
    Mono<Void> run(SqlSession session) {
      return session
          .update(Sql.of(statement()))
          .onErrorResume(MySqlDialect::alreadyAdded, byAnother -> Mono.just(0L))
          .then();
    }

    /** Returns what a person can do about a column, to be put behind a fault; often nothing. */
    static String advice(Map<String, Map<String, String>> stored, String table, String column) {
      return ALL.stream()
          .filter(one -> one.table.equals(table) && one.column.equals(column) && one.due(stored))
          .map(one -> ", which this adds: " + one.statement() + ";")
          .collect(Collectors.joining());
    }
  }
}
