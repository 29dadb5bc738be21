package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.Elections;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.ChangePush.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is left of the doorbell when the elections are closed: nothing that a pool complains of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorbellCloseTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestServer server = TestServers.mysql();
  private final Place place = Place.of(server);

  @AfterAll
  void stop() {
    server.close();
  }

  private Set<String> sessions() {
    return Set.copyOf(
        place.query(
            "SELECT CONCAT(ID) FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID()"));
  }

  private List<String> waiting() {
    return place.query(
        "SELECT CONCAT(ID) FROM information_schema.PROCESSLIST WHERE INFO LIKE '%GET_LOCK%'"
            + " AND ID <> CONNECTION_ID()");
  }

  @Test
  void theConnectionsOfLeaderAndFollowerGoBackToTheirPoolsSoundAndWithoutLocks()
      throws SQLException {
    try (HikariDataSource one = place.pool(6);
        HikariDataSource two = place.pool(6)) {
      Elections leader = Elections.builder(JdbcLeaseStore.create(one)).build();
      Elections follower = Elections.builder(JdbcLeaseStore.create(two)).build();
      Election led = leader.join("closed");
      led.events().ofType(Elected.class).blockFirst(PATIENCE);
      follower.join("closed");
      Bells.await("one listens", () -> !waiting().isEmpty());
      Set<String> before = sessions();
      HikariPoolMXBean leaders = one.getHikariPoolMXBean();
      HikariPoolMXBean followers = two.getHikariPoolMXBean();

      long began = System.nanoTime();
      follower.close();
      leader.close();

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
      assertThat(leaders.getActiveConnections()).isZero();
      assertThat(followers.getActiveConnections()).isZero();
      assertThat(Place.threads()).isEmpty();
      // A connection that a pool finds to be broken is closed.
      assertThat(sessions()).isEqualTo(before);
      assertThat(locks(one) + locks(two)).isZero();
    }
  }

  @Test
  void whoIsInterruptedWhileClosingLeavesNoThreadEither() {
    try (HikariDataSource pool = place.pool(6)) {
      JdbcLeaseStore store = JdbcLeaseStore.create(pool);
      store.prepare().block(PATIENCE);
      store.changes().ofType(Change.Opened.class).blockFirst(PATIENCE);
      long began = System.nanoTime();
      Thread.currentThread().interrupt();

      store.close();

      assertThat(Thread.interrupted()).isTrue();
      Bells.await("no thread is left", () -> Place.threads().isEmpty());
      // Those of an idle doorbell end by themselves later.
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }
  }

  private static int locks(HikariDataSource pool) throws SQLException {
    int locks = 0;
    int all = pool.getHikariPoolMXBean().getTotalConnections();
    for (int i = 0; i < all; i++) {
      try (ResultSet rows =
          pool.getConnection().createStatement().executeQuery("SELECT RELEASE_ALL_LOCKS()")) {
        rows.next();
        locks += rows.getInt(1);
      }
    }
    return locks;
  }
}
