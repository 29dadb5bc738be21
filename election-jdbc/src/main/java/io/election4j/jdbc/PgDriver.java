package io.election4j.jdbc;

import io.election4j.sql.Dialect;
import io.election4j.sql.Sql;
import io.election4j.sql.SqlSession;
import io.election4j.sql.postgresql.PostgreSqlDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;
import reactor.core.publisher.Mono;

/** What only PostgreSQL's own driver can do; another driver does without. */
final class PgDriver {

  private static final Sql PROCESS = Sql.of("SELECT CAST(pg_backend_pid() AS bigint) AS process");

  private PgDriver() {}

  /** Returns the driver's own connection, if there is one and its classes can be had. */
  static Optional<PGConnection> own(Connection connection) {
    try {
      return connection.isWrapperFor(PGConnection.class)
          ? Optional.of(connection.unwrap(PGConnection.class))
          : Optional.empty();
    } catch (SQLException | LinkageError other) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether somebody between us and the server has said hello in its name: a pooler, which
   * may lend a session for one transaction only.
   */
  static boolean behindPooler(SqlSession session, Connection connection) {
    Dialect dialect = session.dialect();
    if (!(dialect instanceof PostgreSqlDialect)) {
      return false;
    }
    try {
      return own(connection)
          .map(
              driver ->
                  session
                      .rows(PROCESS, row -> row.number("process") != driver.getBackendPID())
                      .flatMap(others -> Mono.just(others.contains(true)))
                      .blockOptional()
                      .orElse(false))
          .orElse(false);
    } catch (LinkageError absent) {
      return false;
    }
  }

  /**
   * Sets after how many uses the driver prepares a statement in the server's session; with 0 never,
   * as behind a pooler, where the session would be another one by the time it is used.
   *
   * @return what it was
   */
  static int prepareAfter(Connection connection, int uses) {
    return own(connection)
        .map(
            driver -> {
              int before = driver.getPrepareThreshold();
              driver.setPrepareThreshold(uses);
              return before;
            })
        .orElse(uses);
  }
}
