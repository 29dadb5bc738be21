package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.servers.TestServer;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.sql.Guarding;
import io.election4j.testkit.guard.GuardContract;
import io.election4j.testkit.guard.GuardedSession;
import io.election4j.testkit.guard.StaleLeadership;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract of guards on one server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcGuardContract extends GuardContract {

  /** What a guard asks that forgets the lock. */
  private static final String LOOK =
      "SELECT 1 FROM election_record WHERE election = ? AND term = ? AND holder = ?";

  private final TestServer server;
  private final Place place;

  JdbcGuardContract(TestServer server) {
    this.server = server;
    this.place = Place.of(server);
  }

  final Place place() {
    return place;
  }

  @BeforeEach
  void createTables() {
    try (LeaseStore store = createStore()) {
      store.prepare().block(Duration.ofSeconds(30));
      Ledger.create(place);
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  protected LeaseStore createStore() {
    return place.store().noPush().build();
  }

  @Override
  protected GuardedSession createSession() {
    return new Ledger(place, JdbcGuard.create()::check);
  }

  @Override
  protected GuardedSession createCarelessSession() {
    return new Ledger(place, JdbcGuardContract::look);
  }

  @Test
  void outsideATransactionTheGuardRefusesToRun() {
    StaleLeadership leadership = new StaleLeadership("any", 1, LeaseId.random());
    try (Ledger ledger = new Ledger(place, JdbcGuard.create()::check)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> ledger.check(leadership))
          .withMessageContaining("outside a transaction");
    }
  }

  @Test
  void theRecordsMayBeElsewhereOnTheServer() {
    Place other = place.postgreSql() ? place : place.another();
    String where = place.postgreSql() ? "public" : place.database();
    StaleLeadership leadership = new StaleLeadership("nobody's", 1, LeaseId.random());
    try (Ledger ledger = new Ledger(other, JdbcGuard.in(where)::check)) {
      ledger.begin();
      assertThatExceptionOfType(NoLongerLeaderException.class)
          .isThrownBy(() -> ledger.check(leadership));
      ledger.rollback();
    }
  }

  private static void look(Connection connection, Leadership leadership) throws SQLException {
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
