package io.election4j.servers;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs single statements on a test server, each on a connection of its own. */
record SqlSession(ConnectionFactory connections) {

  static SqlSession on(TestServer server) {
    return new SqlSession(ConnectionFactories.get("r2dbc:" + server.url()));
  }

  static SqlSession on(TestServer server, String user, String password) {
    URI url = URI.create(server.url());
    return new SqlSession(
        ConnectionFactories.get(
            "r2dbc:mysql://%s:%s@%s:%d%s"
                .formatted(user, password, url.getHost(), url.getPort(), url.getPath())));
  }

  void run(String statement) {
    execute(statement, result -> Mono.from(result.getRowsUpdated()).then(Mono.just("")));
  }

  String ask(String query) {
    return execute(query, result -> Mono.from(result.map(row -> String.valueOf(row.get(0)))));
  }

  private String execute(
      String statement, java.util.function.Function<Result, Mono<String>> reading) {
    return Mono.usingWhen(
            connections.create(),
            connection ->
                Flux.from(connection.createStatement(statement).execute())
                    .concatMap(reading)
                    .next(),
            Connection::close)
        .block(Duration.ofSeconds(30));
  }
}
