package io.election4j.mysql;

import io.election4j.sql.Dialect;
import io.election4j.sql.Row;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlRefusal;
import io.election4j.sql.SqlSession;
import io.election4j.sql.mysql.MySqlDialect;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sends statements over R2DBC, with no bounds to their time. */
record RawSession(Connection connection) implements SqlSession {

  static final Dialect DIALECT = new MySqlDialect();

  @Override
  public Dialect dialect() {
    return DIALECT;
  }

  /** Not before it is asked for. */
  @Override
  public String identity() {
    throw new UnsupportedOperationException("identity of a raw session");
  }

  /** Emits the number of rows that matched, once the server is done with it. */
  @Override
  public Mono<Long> update(Sql sql) {
    return results(sql)
        .concatMap(Result::getRowsUpdated)
        .collectList()
        .map(counts -> counts.stream().mapToLong(Long::longValue).sum())
        .onErrorMap(R2dbcException.class, RawSession::refusal);
  }

  /** Emits all rows at once, once the server is done with it. */
  @Override
  public <T> Mono<List<T>> rows(Sql sql, Function<? super Row, ? extends T> reader) {
    return results(sql)
        .<T>concatMap(result -> result.map(row -> reader.apply(new ReadableRow(row))))
        .collectList()
        .onErrorMap(R2dbcException.class, RawSession::refusal);
  }

  @Override
  public Mono<Long> pause(Duration duration) {
    throw new UnsupportedOperationException("pause of a raw session");
  }

  private Flux<? extends Result> results(Sql sql) {
    return Flux.defer(
        () -> {
          Statement statement = connection.createStatement(sql.text());
          for (int i = 0; i < sql.values().size(); i++) {
            Object value = sql.values().get(i);
            if (value == null) {
              statement.bindNull(i, String.class);
            } else {
              statement.bind(i, value);
            }
          }
          return Flux.from(statement.execute());
        });
  }

  /** Returns what the server has refused, if it is that. */
  static Throwable refusal(Throwable error) {
    return error instanceof R2dbcException answered && answered.getErrorCode() != 0
        ? new SqlRefusal(answered.getErrorCode(), answered.getSqlState(), answered)
        : error;
  }

  /** A row as the driver has it. */
  private record ReadableRow(Readable row) implements Row {

    @Override
    public @Nullable String get(String column) {
      return row.get(column, String.class);
    }

    @Override
    public @Nullable String get(int column) {
      return row.get(column, String.class);
    }

    @Override
    public @Nullable Long getNumber(String column) {
      return row.get(column, Long.class);
    }
  }
}
