package io.election4j.mysql;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A statement: a text that is the same whatever the values, and the values for its question marks.
 * Lists are split and padded, so that statements of few sizes do for lists of any length.
 *
 * @param text the SQL
 * @param values as many as there are question marks
 */
record Sql(String text, List<@Nullable Object> values) {

  /** The most rows in one statement that names each row once. */
  static final int LARGE = 1000;

  /** The most rows in one statement that compares every row with every entry of a list. */
  static final int SMALL = 100;

  private static final int[] SIZES = {1, 10, SMALL, LARGE};

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

  /** Returns a statement with entries where the text has {@code %s}, and values behind them. */
  static Sql listing(String text, Collection<String> entries, @Nullable Object... further) {
    List<@Nullable Object> values = new ArrayList<>(pad(List.copyOf(entries)));
    String marks = repeat("?", values.size());
    Collections.addAll(values, further);
    return new Sql(text.formatted(marks), values);
  }

  /** Returns the same entries in lists of at most {@code most}. */
  static <T> List<List<T>> split(Collection<T> all, int most) {
    List<T> list = List.copyOf(all);
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < list.size(); from += most) {
      batches.add(list.subList(from, Math.min(from + most, list.size())));
    }
    return batches;
  }

  /** Returns the same entries and the last of them again, up to the next size there is. */
  static <T> List<T> pad(List<T> some) {
    List<T> padded = new ArrayList<>(some);
    for (int size : SIZES) {
      if (size >= some.size()) {
        padded.addAll(Collections.nCopies(size - some.size(), some.get(some.size() - 1)));
        return padded;
      }
    }
    throw new IllegalArgumentException(some.size() + " entries, more than " + LARGE);
  }
}
