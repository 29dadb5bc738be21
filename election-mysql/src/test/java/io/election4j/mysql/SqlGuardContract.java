package io.election4j.mysql;

import io.election4j.Leadership;
import io.election4j.servers.TestServer;
import io.election4j.spi.LeaseStore;
import io.election4j.sql.Guarding;
import io.election4j.sql.mysql.MySqlGuardSql;
import io.election4j.testkit.guard.GuardContract;
import io.election4j.testkit.guard.GuardedSession;
import io.r2dbc.spi.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Mono;

/** The contract of guards on one server, with both guards by turns, so that they also meet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SqlGuardContract extends GuardContract {

  /** What a guard asks that forgets the lock. */
  private static final String LOOK =
      "SELECT 1 FROM election_record WHERE election = ? AND term = ? AND holder = ?";

  private final TestServer server;
  private final Address address;
  private final AtomicInteger sessions = new AtomicInteger();

  SqlGuardContract(TestServer server) {
    this.server = server;
    this.address = AddressUrl.parse(server.url());
  }

  @BeforeEach
  void createTables() {
    try (LeaseStore store = createStore();
        R2dbcSession session = new R2dbcSession(address, MySqlGuard.create()::check)) {
      store.prepare().block(Duration.ofSeconds(30));
      session.run(R2dbcSession.LEDGER);
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  protected LeaseStore createStore() {
    return MySqlLeaseStoreBuilder.of(address).build();
  }

  @Override
  protected GuardedSession createSession() {
    return isNextByJdbc()
        ? new JdbcSession(address, JdbcGuard.create()::check)
        : new R2dbcSession(address, MySqlGuard.create()::check);
  }

  @Override
  protected GuardedSession createCarelessSession() {
    return isNextByJdbc()
        ? new JdbcSession(address, SqlGuardContract::look)
        : new R2dbcSession(address, SqlGuardContract::look);
  }

  private boolean isNextByJdbc() {
    return sessions.getAndIncrement() % 2 == 0;
  }

  private static Mono<Void> look(Connection connection, Leadership leadership) {
    return new RawSession(connection)
        .rows(new MySqlGuardSql(LOOK).of(leadership), row -> true)
        .doOnNext(rows -> Guarding.require(rows, leadership))
        .then();
  }

  private static void look(java.sql.Connection connection, Leadership leadership)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
      statement.setString(1, leadership.election());
      statement.setLong(2, leadership.term());
      statement.setString(3, leadership.lease().toString());
      try (ResultSet rows = statement.executeQuery()) {
        Guarding.require(rows.next() ? List.of(true) : List.of(), leadership);
      }
    }
  }
}
