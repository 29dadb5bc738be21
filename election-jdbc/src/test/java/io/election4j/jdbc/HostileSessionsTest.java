package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.Elections;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Mono;

/** Whatever PostgreSQL gives its sessions to begin with, elections do not notice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileSessionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 60;

  private static final List<String> HOSTILE =
      List.of(
          "default_transaction_isolation = 'serializable'",
          "default_transaction_read_only = on",
          "default_transaction_deferrable = on",
          "statement_timeout = 20",
          "lock_timeout = 1",
          "idle_session_timeout = 500",
          "synchronous_commit = off",
          "standard_conforming_strings = off",
          "transform_null_equals = on",
          "enable_indexscan = off",
          "extra_float_digits = -15",
          "DateStyle = 'German'",
          "TimeZone = 'Asia/Kathmandu'");

  private final TestServer server = TestServers.postgreSql();
  private final Place place = Place.of(server).another();

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void sixtyElectionsAreLedOnAsIfNothingWere() {
    HOSTILE.forEach(
        one -> Place.of(server).run("ALTER DATABASE " + place.database() + " SET " + one));
    ConcurrentLinkedQueue<ElectionEvent> losses = new ConcurrentLinkedQueue<>();
    try (Elections elections =
        Elections.builder(place.store().build())
            .candidate(Candidate.named("me"))
            .lease(Duration.ofSeconds(5))
            .build()) {
      elections.events().ofType(Revoked.class).subscribe(losses::add);
      List<Election> led =
          elections.joinAll(IntStream.range(0, MANY).mapToObj(i -> "it's \\ " + i).toList());
      led.forEach(election -> election.events().ofType(Elected.class).blockFirst(PATIENCE));
      awaitRenewals(6);

      assertThat(losses).isEmpty();
      assertThat(led).allMatch(election -> election.leadership().isPresent());
    }
  }

  private void awaitRenewals(int count) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long first = version();
    while (version() < first + count) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Mono.delay(Duration.ofMillis(100)).block();
    }
  }

  /** Asked in a session that nothing is done to. */
  private long version() {
    String calm = "?options=-c%20statement_timeout=0%20-c%20idle_session_timeout=0";
    return Long.parseLong(
        place
            .in(place.database() + calm)
            .query("SELECT COALESCE(MAX(version), 0) FROM election_lease")
            .get(0));
  }
}
