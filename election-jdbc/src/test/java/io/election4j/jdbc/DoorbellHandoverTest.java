package io.election4j.jdbc;

import static io.election4j.jdbc.Bells.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.Elections;
import io.election4j.jdbc.Bells.Kind;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a doorbell is for: the next leader does not wait for its poll. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorbellHandoverTest {

  /** Nobody who waits for a poll leads in time. */
  private static final Duration POLL = PATIENCE.multipliedBy(4);

  private final TestServer server = TestServers.mysql();
  private final Place place = Place.of(server);

  @AfterAll
  void stop() {
    server.close();
  }

  private static Elections elections(io.election4j.spi.LeaseStore store, String name) {
    return Elections.builder(store)
        .candidate(Candidate.named(name))
        .lease(Duration.ofMinutes(30))
        .poll(POLL)
        .build();
  }

  @ParameterizedTest
  @CsvSource({"R2DBC, R2DBC", "R2DBC, JDBC", "JDBC, R2DBC", "JDBC, JDBC"})
  void whoFollowsLeadsLongBeforeItsNextPoll(Kind first, Kind second) {
    Place own = place.another();
    try (Elections leaving = elections(first.store(own, true), "first");
        Elections following = elections(second.store(own, true), "second")) {
      Election left = leaving.join("e");
      left.events().ofType(Elected.class).blockFirst(PATIENCE);
      Election next = following.join("e");
      awaitListeners(1);

      left.leave().block(PATIENCE);

      assertThat(next.events().ofType(Elected.class).blockFirst(PATIENCE)).isNotNull();
    }
  }

  private void awaitListeners(int count) {
    Bells.await(
        "somebody waits for the bell",
        () ->
            place
                    .query(
                        "SELECT ID FROM information_schema.PROCESSLIST WHERE STATE LIKE 'User%lock%'")
                    .size()
                == count);
  }

  /** As on a cluster, of whose servers each has its own locks. */
  @Test
  void whereLocksAreNotSeenThatIsSaidOnceAndNothingRings() throws InterruptedException {
    TestServer another = TestServers.embeddedMySql();
    Place elsewhere = Place.of(another);
    DataSource source =
        Wrapped.around(
            DataSource.class,
            (method, arguments) ->
                method.equals("getConnection") ? (ofTheBell() ? elsewhere : place).connect() : null,
            new Object());
    try (Bells leader = new Bells(JdbcLeaseStore.create(source), place)) {
      leader.wins();
      leader.reads(leader);

      assertThat(leader.hearsNothingFor(Duration.ofSeconds(3))).isTrue();
      assertThat(leader.holder()).isEqualTo("null");
    } finally {
      another.close();
    }
  }

  private static boolean ofTheBell() {
    return List.of("election-jdbc-bell").contains(Thread.currentThread().getName());
  }
}
