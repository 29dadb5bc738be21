package io.election4j.servers;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes a database of our own on a given server of the MySQL family. */
final class GivenMySql {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final GivenAddress given;
  private final ConnectionFactory connections;

  private GivenMySql(GivenAddress given) {
    this.given = given;
    this.connections = connectionsTo(given);
  }

  static TestServer open(GivenAddress given) {
    return new GivenMySql(given).withOwnDatabase();
  }

  private TestServer withOwnDatabase() {
    String product = new Greeting(ask("SELECT VERSION()")).product();
    GivenAddress own = given.withFreshDatabase();
    run("CREATE DATABASE " + own.database());
    return new GivenServer(
        own.url(),
        product + ", given by " + given.variable(),
        () -> run("DROP DATABASE " + own.database()));
  }

  private static ConnectionFactory connectionsTo(GivenAddress given) {
    try {
      return ConnectionFactories.get("r2dbc:" + given.url());
    } catch (RuntimeException e) {
      // The cause may show the password.
      throw new IllegalArgumentException(
          given.variable() + " is not an address like mysql://user:password@host:port");
    }
  }

  private String ask(String query) {
    return onConnection(
        connection ->
            Flux.from(connection.createStatement(query).execute())
                .concatMap(result -> result.map(row -> String.valueOf(row.get(0))))
                .next());
  }

  private void run(String statement) {
    onConnection(
        connection ->
            Flux.from(connection.createStatement(statement).execute())
                .concatMap(result -> Mono.from(result.getRowsUpdated()))
                .then(Mono.just(statement)));
  }

  private String onConnection(java.util.function.Function<Connection, Mono<String>> work) {
    try {
      return Mono.usingWhen(connections.create(), work, Connection::close)
          .blockOptional(LIMIT)
          .orElseThrow();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "cannot use the server in " + given + ": " + e.getMessage(), e);
    }
  }
}
