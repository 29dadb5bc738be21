package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.mysql.MySqlLeaseStore;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.testkit.guard.StaleLeadership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Processes that speak R2DBC and processes that speak JDBC, on the same tables of MySQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MixedFleetTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestServer server = TestServers.mysql();
  private final Place place = Place.of(server);

  @AfterAll
  void stop() {
    server.close();
  }

  private LeaseStore r2dbc() {
    return MySqlLeaseStore.fromUrl(server.url());
  }

  private LeaseStore jdbc() {
    return place.store().build();
  }

  private static Elections elections(LeaseStore store, String name) {
    return Elections.builder(store)
        .candidate(Candidate.named(name))
        .lease(Duration.ofSeconds(2))
        .build();
  }

  private static Leadership elected(Election election) {
    return election.events().ofType(Elected.class).blockFirst(PATIENCE).leadership();
  }

  @Test
  void theyTakeTurnsInOneElection() {
    List<Long> terms = new ArrayList<>();
    Elections leading = elections(r2dbc(), "r2dbc-0");
    terms.add(elected(leading.join("mixed")).term());
    for (int i = 1; i < 6; i++) {
      Elections next =
          i % 2 == 0 ? elections(r2dbc(), "r2dbc-" + i) : elections(jdbc(), "jdbc-" + i);
      Election joined = next.join("mixed");
      assertThat(leading.join("mixed").leadership()).isPresent();
      leading.close();
      terms.add(elected(joined).term());
      leading = next;
    }
    leading.close();

    assertThat(terms).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void eachReadsWhatTheOtherWroteByTheMarkerOfTheOther() {
    try (LeaseStore one = r2dbc();
        LeaseStore other = jdbc()) {
      one.prepare().block(PATIENCE);
      other.prepare().block(PATIENCE);
      Marker marker = other.observe(Marker.START, List.of(), List.of()).block(PATIENCE).next();
      one.create(List.of("marked/é/🗳")).block(PATIENCE);

      assertThat(other.observe(marker, List.of(), List.of()).block(PATIENCE).records())
          .extracting(ElectionRecord::election)
          .containsExactly("marked/é/🗳");
      assertThat(one.observe(marker, List.of(), List.of()).block(PATIENCE).identity())
          .isEqualTo(other.observe(marker, List.of(), List.of()).block(PATIENCE).identity());
    }
  }

  @Test
  void theGuardOfEitherRefusesTheLateWriteOfALeaderOfTheOther() {
    Ledger.create(place);
    Elections first = elections(r2dbc(), "r2dbc");
    Leadership former = elected(first.join("guarded"));
    first.close();
    try (Elections second = elections(jdbc(), "jdbc");
        Ledger ledger = new Ledger(place, JdbcGuard.create()::check);
        Ledger older = new Ledger(place, io.election4j.mysql.JdbcGuard.create()::check)) {
      Leadership next = elected(second.join("guarded"));
      Leadership late = new StaleLeadership("guarded", former.term(), former.lease());
      for (Ledger one : List.of(ledger, older)) {
        one.begin();
        assertThatExceptionOfType(NoLongerLeaderException.class).isThrownBy(() -> one.check(late));
        one.rollback();
        one.begin();
        one.check(next);
        one.write("guarded", next.term());
        one.commit();
      }
      assertThat(ledger.written("guarded", next.term())).isEqualTo(2);
    }
  }
}
