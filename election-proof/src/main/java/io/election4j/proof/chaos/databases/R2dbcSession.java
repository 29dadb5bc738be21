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
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** To a server of the MySQL family, by R2DBC. */
final class R2dbcSession implements SqlSession {

  private final ConnectionFactory factory;
  private final Duration patience;
  private volatile @Nullable Connection connection;

  R2dbcSession(ServerAddress address, Duration patience) {
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

  @Override
  public long update(String sql, Object... values) {
    return execute(result -> Mono.from(result.getRowsUpdated()).flux(), sql, values).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  @Override
  public <T> List<T> rows(Function<Cells, T> mapping, String sql, Object... values) {
    return execute(
        result -> Flux.from(result.map((row, meta) -> mapping.apply(row::get))), sql, values);
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

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      Mono.from(open.close()).timeout(patience).onErrorComplete().subscribe();
    }
  }
}
