package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.Elections;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Mono;

/** An application whose pool of three has none to give for long. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BusyPoolTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestServer server = TestServers.mysql();
  private final Place place = Place.of(server);

  @AfterAll
  void stop() {
    server.close();
  }

  private HikariDataSource pool(boolean autoCommit) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(place.url());
    config.setUsername(place.user());
    config.setPassword(place.password());
    config.setMaximumPoolSize(3);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(300);
    config.setAutoCommit(autoCommit);
    return new HikariDataSource(config);
  }

  private static List<Connection> takeAll(HikariDataSource pool) {
    List<Connection> taken = new ArrayList<>();
    try {
      while (true) {
        taken.add(pool.getConnection());
      }
    } catch (SQLException none) {
      return taken;
    }
  }

  private static void giveBack(List<Connection> taken) throws SQLException {
    for (Connection one : taken) {
      one.close();
    }
  }

  @Test
  void theLeadershipIsKeptWhileTheApplicationUsesAllThatIsLeft() throws SQLException {
    ConcurrentLinkedQueue<ElectionEvent> losses = new ConcurrentLinkedQueue<>();
    try (HikariDataSource pool = pool(true);
        Elections elections =
            Elections.builder(JdbcLeaseStore.create(pool))
                .candidate(Candidate.named("me"))
                .lease(Duration.ofSeconds(2))
                .build()) {
      Election election = elections.join("busy");
      elections.events().ofType(Revoked.class).subscribe(losses::add);
      election.events().ofType(Elected.class).blockFirst(PATIENCE);

      List<Connection> taken = awaitAllThatIsLeft(pool, 1);
      awaitRenewals(8);

      assertThat(taken).as("what the store left").hasSize(1);
      assertThat(losses).isEmpty();
      assertThat(election.leadership()).isPresent();
      giveBack(taken);
    }
  }

  /** The doorbell takes one for a moment, to see whether there are enough. */
  private static List<Connection> awaitAllThatIsLeft(HikariDataSource pool, int count)
      throws SQLException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<Connection> taken = takeAll(pool);
    while (taken.size() != count) {
      assertThat(System.nanoTime()).as("%d left", count).isLessThan(end);
      giveBack(taken);
      taken = takeAll(pool);
    }
    return taken;
  }

  /** More than the lease lasts without any. */
  private void awaitRenewals(int count) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long first = version();
    while (version() < first + count) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Mono.delay(Duration.ofMillis(50)).block();
    }
  }

  private long version() {
    return Long.parseLong(place.query("SELECT MAX(version) FROM election_lease").get(0));
  }

  @Test
  void thatThereIsNoneToGiveIsSaidAndTriedAgain() throws SQLException {
    try (HikariDataSource pool = pool(true);
        JdbcLeaseStore store = JdbcLeaseStore.create(pool)) {
      List<Connection> taken = takeAll(pool);

      assertThat(store.prepare().materialize().block(PATIENCE).getThrowable())
          .isInstanceOfSatisfying(
              StoreException.class,
              told -> {
                assertThat(told.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE);
                assertThat(told).hasMessageContaining("the DataSource gives no connection");
              });
      giveBack(taken);
      store.prepare().block(PATIENCE);
    }
  }

  @Test
  void connectionsAreGivenBackAsTheyWere() throws SQLException {
    try (HikariDataSource pool = pool(false)) {
      List<Connection> before = takeAll(pool);
      List<String> settings = new ArrayList<>();
      for (Connection one : before) {
        settings.add(String.join("\n", Settings.of(one)));
      }
      giveBack(before);

      try (JdbcLeaseStore store = JdbcLeaseStore.create(pool)) {
        store.prepare().block(PATIENCE);
        store.renew(io.election4j.spi.LeaseId.random()).block(PATIENCE);
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(2);
      }

      List<Connection> after = takeAll(pool);
      for (Connection one : after) {
        assertThat(String.join("\n", Settings.of(one))).isIn(settings);
      }
      giveBack(after);
      assertThat(after).hasSize(3);
    }
  }
}
