package io.election4j.mysql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A statement: a text that is the same whatever the values, and the values for its question marks.
 *
 * @param text the SQL
 * @param values as many as there are question marks
 */
record Sql(String text, List<@Nullable Object> values) {

  Sql {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  static Sql of(String text, @Nullable Object... values) {
    List<@Nullable Object> list = new ArrayList<>();
    Collections.addAll(list, values);
    return new Sql(text, list);
  }

  /** Returns {@code one} repeated, with commas between. */
  static String repeat(String one, int times) {
    return String.join(", ", Collections.nCopies(times, one));
  }

  /** Runs this; emits the number of rows that matched, once the server is done with it. */
  Mono<Long> update(Connection connection) {
    return results(connection)
        .concatMap(Result::getRowsUpdated)
        .collectList()
        .map(counts -> counts.stream().mapToLong(Long::longValue).sum());
  }

  /** Runs this; emits all rows at once, once the server is done with it. */
  <T> Mono<List<T>> rows(Connection connection, Function<? super Readable, ? extends T> reader) {
    return results(connection).<T>concatMap(result -> result.map(reader)).collectList();
  }

  private Flux<? extends Result> results(Connection connection) {
    Statement statement = connection.createStatement(text);
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value == null) {
        statement.bindNull(i, String.class);
      } else {
        statement.bind(i, value);
      }
    }
    return Flux.from(statement.execute());
  }
}
