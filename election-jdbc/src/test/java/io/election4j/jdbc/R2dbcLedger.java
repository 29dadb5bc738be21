package io.election4j.jdbc;

import io.election4j.Leadership;
import io.election4j.testkit.guard.GuardedSession;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The same application on R2DBC, on PostgreSQL. */
final class R2dbcLedger implements GuardedSession {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Connection connection;
  private final BiFunction<Connection, Leadership, Mono<Void>> guard;

  R2dbcLedger(Place place, BiFunction<Connection, Leadership, Mono<Void>> guard) {
    this.connection =
        new PostgresqlConnectionFactory(
                PostgresqlConnectionConfiguration.builder()
                    .host(place.host())
                    .port(place.port())
                    .database(place.database())
                    .username(place.user())
                    .password(place.password())
                    .build())
            .create()
            .cast(Connection.class)
            .block(PATIENCE);
    this.guard = guard;
  }

  Connection connection() {
    return connection;
  }

  private long query(String sql, Object... values) {
    Statement statement = connection.createStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.bind(i, values[i]);
    }
    return Objects.requireNonNull(
        Flux.<Result>from(statement.execute())
            .concatMap(result -> result.map(row -> row.get(0, Long.class)))
            .collectList()
            .map(rows -> rows.isEmpty() ? -1L : rows.get(0))
            .block(PATIENCE));
  }

  private static void wait(Publisher<Void> done) {
    Mono.from(done).block(PATIENCE);
  }

  @Override
  public void begin() {
    wait(connection.beginTransaction());
  }

  @Override
  public void read(String election) {
    query("SELECT term FROM election_record WHERE election = $1", election);
  }

  @Override
  public void check(Leadership leadership) {
    guard.apply(connection, leadership).block(PATIENCE);
  }

  @Override
  public void write(String election, long term) {
    query("INSERT INTO ledger (election, term) VALUES ($1, $2) RETURNING term", election, term);
  }

  @Override
  public void commit() {
    wait(connection.commitTransaction());
  }

  @Override
  public void rollback() {
    wait(connection.rollbackTransaction());
  }

  @Override
  public long written(String election, long term) {
    return query("SELECT COUNT(*) FROM ledger WHERE election = $1 AND term = $2", election, term);
  }

  @Override
  public void close() {
    wait(connection.close());
  }
}
