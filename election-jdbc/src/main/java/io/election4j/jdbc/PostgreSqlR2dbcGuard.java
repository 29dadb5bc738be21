package io.election4j.jdbc;

import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.sql.Guarding;
import io.election4j.sql.postgresql.PostgreSqlDialect;
import io.r2dbc.spi.Connection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes the writes of a transaction conditional on still being the leader, on R2DBC connections of
 * {@code org.postgresql:r2dbc-postgresql}; what {@link JdbcGuard} does on JDBC, which says what it
 * promises, what it costs and what its conditions are. Needs {@code io.r2dbc:r2dbc-spi}, which that
 * driver brings.
 *
 * <p>Immutable, and safe for use by many threads.
 */
// Who calls it has r2dbc.spi; if it were handed on, modules without it would not compile.
@SuppressWarnings("exports")
public final class PostgreSqlR2dbcGuard {

  private final String sql;

  private PostgreSqlR2dbcGuard(@Nullable String schema) {
    String text = Dialects.guard(new PostgreSqlDialect(), schema);
    for (int i = 1; text.contains("?"); i++) {
      text = text.replaceFirst("\\?", "\\$" + i);
    }
    this.sql = text;
  }

  /** Returns a guard by the election records in the search path of the connection. */
  public static PostgreSqlR2dbcGuard create() {
    return new PostgreSqlR2dbcGuard(null);
  }

  /**
   * Returns a guard by the election records in a schema.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public static PostgreSqlR2dbcGuard in(String schema) {
    return new PostgreSqlR2dbcGuard(schema);
  }

  /**
   * Completes if the leadership is valid, which from then on lasts until the transaction ends.
   * Sends nothing before it is subscribed to.
   *
   * <p>Errors: {@link NoLongerLeaderException}, after which the transaction must be rolled back;
   * {@link IllegalStateException} outside a transaction; and those of the driver, after which
   * nobody knows.
   *
   * @param connection in a transaction
   */
  public Mono<Void> check(Connection connection, Leadership leadership) {
    return Mono.defer(
        () ->
            connection.isAutoCommit()
                ? Mono.error(Guarding.outsideTransaction(leadership))
                : locked(connection, leadership));
  }

  private Mono<Void> locked(Connection connection, Leadership leadership) {
    return Flux.from(
            connection
                .createStatement(sql)
                .bind(0, leadership.election())
                .bind(1, leadership.term())
                .bind(2, leadership.lease().toString())
                .execute())
        .concatMap(result -> result.map(row -> true))
        .collectList()
        .doOnNext(rows -> Guarding.require(rows, leadership))
        .then();
  }
}
