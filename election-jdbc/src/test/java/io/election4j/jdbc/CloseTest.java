package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.Elections;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.ChangePush.Change;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.Disposable;

/** What is left when the elections are closed: nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloseTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestServer server = TestServers.postgreSql();
  private final Place place = Place.of(server);

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void connectionsAreBackInThePoolAndThreadsAreGone() {
    try (HikariDataSource pool = place.pool(5)) {
      Elections elections = Elections.builder(JdbcLeaseStore.create(pool)).build();
      Election election = elections.join("closed");
      election.events().ofType(Elected.class).blockFirst(PATIENCE);
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isBetween(2, 3);
      assertThat(Place.threads()).isNotEmpty();

      elections.close();

      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      assertThat(Place.threads()).isEmpty();
    }
  }

  @Test
  void theConnectionThatListenedGoesBackToItsPoolSoundAndListensToNothing() throws Exception {
    try (HikariDataSource pool = place.pool(5)) {
      JdbcLeaseStore store = JdbcLeaseStore.create(pool);
      store.prepare().block(PATIENCE);
      CountDownLatch opened = new CountDownLatch(1);
      Disposable listening =
          store.changes().ofType(Change.Opened.class).subscribe(change -> opened.countDown());
      assertThat(opened.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      int before = pool.getHikariPoolMXBean().getTotalConnections();

      listening.dispose();
      store.close();

      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(before);
      for (int i = 0; i < before; i++) {
        assertThat(channels(pool.getConnection())).isZero();
      }
    }
  }

  private static int channels(Connection session) throws SQLException {
    try (ResultSet rows =
        session.createStatement().executeQuery("SELECT count(*) FROM pg_listening_channels()")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void closingInACallbackEndsToo() throws InterruptedException {
    try (HikariDataSource pool = place.pool(5)) {
      Elections elections =
          Elections.builder(JdbcLeaseStore.create(pool)).candidate(Candidate.named("me")).build();
      CountDownLatch closed = new CountDownLatch(1);
      elections
          .join("closed in a callback")
          .events()
          .ofType(Elected.class)
          .subscribe(elected -> elections.close(), failed -> {}, closed::countDown);

      assertThat(closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      elections.closeLater().block(PATIENCE);
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }
}
