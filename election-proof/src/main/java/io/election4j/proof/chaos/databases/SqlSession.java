package io.election4j.proof.chaos.databases;

import static io.r2dbc.spi.ConnectionFactoryOptions.CONNECT_TIMEOUT;
import static io.r2dbc.spi.ConnectionFactoryOptions.PASSWORD;

import io.election4j.demo.harness.ServerAddress;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One connection to a server of the MySQL family, made when it is needed, and given up with the
 * first failure. Its methods wait, for the patience given at most. Not safe for several threads.
 */
public final class SqlSession implements AutoCloseable {

  private final ConnectionFactory factory;
  private final Duration patience;
  private volatile @Nullable Connection connection;

  /** Connects when first asked for something. */
  public SqlSession(ServerAddress address, Duration patience) {
    this.patience = patience;
    String url = address.url().replaceFirst("^(mysql|mariadb):", "r2dbc:mysql:");
    ConnectionFactoryOptions.Builder options =
        ConnectionFactoryOptions.parse(url)
            .mutate()
            .option(CONNECT_TIMEOUT, patience)
            .option(Option.valueOf("autodetectExtensions"), false);
    String password = address.password();
    if (password != null) {
      options.option(PASSWORD, password);
    }
    factory = ConnectionFactories.get(options.build());
  }

  /** Returns how many rows a statement found. */
  public long update(String sql, Object... values) {
    return execute(result -> Mono.from(result.getRowsUpdated()).flux(), sql, values).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Returns what a statement tells, row by row. */
  public <T> List<T> rows(Function<Row, T> mapping, String sql, Object... values) {
    return execute(result -> Flux.from(result.map((row, meta) -> mapping.apply(row))), sql, values);
  }

  private <T> List<T> execute(Function<Result, Flux<T>> reading, String sql, Object... values) {
    try {
      Statement statement = connection().createStatement(sql);
      for (int i = 0; i < values.length; i++) {
        statement.bind(i, values[i]);
      }
      return wait(Flux.<Result>from(statement.execute()).concatMap(reading).collectList());
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private Connection connection() {
    Connection open = connection;
    if (open == null) {
      open = wait(Mono.<Connection>from(factory.create()));
      connection = open;
    }
    return open;
  }

  private <T> T wait(Mono<T> answer) {
    T value = answer.block(patience);
    if (value == null) {
      throw new IllegalStateException("no answer");
    }
    return value;
  }

  /** Closes it; what is not committed is undone. Can be used again. */
  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      Mono.from(open.close()).timeout(patience).onErrorComplete().subscribe();
    }
  }
}
