package io.election4j.mysql;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

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
    Matcher lines = line.matcher(Objects.requireNonNull(Schema.TABLES.get(table)).creation());
    if (!lines.find()) {
      throw new IllegalStateException("schema.sql has no line that starts with " + added);
    }
    return "ALTER TABLE " + table + " ADD " + lines.group(1);
  }

  /**
   * Adds it, unless another process has been faster. A table that somebody uses in a long
   * transaction cannot be altered meanwhile, and whoever waits for that keeps all others waiting as
   * well: the session waits briefly, and this is asked for again.
   */
  Mono<Void> run(Session session) {
    return session
        .update(Sql.of(statement()))
        .onErrorResume(MySqlErrors::alreadyAdded, byAnother -> Mono.just(0L))
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
