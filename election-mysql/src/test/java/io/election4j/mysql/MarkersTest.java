package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Marker;
import io.election4j.sql.Markers;
import io.election4j.sql.Sql;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Which changes a poll finds when writers are slow, or the server's clock goes back. */
class MarkersTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Database database = Database.create();
  private final MySqlLeaseStore store = database.preparedStore();

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Test
  void aWriterSlowerThanTheOverlapMarksItsRecordsAgain() {
    store.create(List.of("a")).block(PATIENCE);
    Sql slow =
        Sql.of(
            "UPDATE election_record SET revision = revision + 1, stamp = 42, changed = "
                + RawSession.DIALECT.now()
                + " WHERE election = 'a' AND SLEEP(2.2) = 0");
    Connections connections =
        new Connections(
            ConnectionSource.Addressed.of(database.address()), ConnectionUse.Limits.DEFAULT);
    Mono<Long> writing =
        connections
            .use(ConnectionUse.WRITE, it -> Markers.marked(it, slow, List.of("a"), 42))
            .single();

    Mono<Marker> midway =
        Mono.delay(Duration.ofMillis(2100))
            .then(store.observe(Marker.START, List.of(), List.of()))
            .mapNotNull(seen -> seen.next());
    Marker marker = Mono.zip(writing, midway).block(PATIENCE).getT2();

    assertThat(changedSince(marker)).extracting(ElectionRecord::revision).containsExactly(1L);
    connections.close();
  }

  @Test
  void aRecordMarkedInTheFutureIsNotReadAgainAndAgain() {
    store.create(List.of("a", "b")).block(PATIENCE);
    Marker marker = marker();
    database.run("UPDATE election_record SET changed = changed + 3600000000 WHERE election = 'a'");

    assertThat(changedSince(marker)).extracting(ElectionRecord::election).containsExactly("b");
  }

  @Test
  void afterTheClockHasGoneBackNewWritesAreStillFound() {
    Marker future =
        new Marker(Long.toString(Markers.Position.of(marker()).micros() + 3_600_000_000L));
    store.create(List.of("a")).block(PATIENCE);

    assertThat(changedSince(future)).extracting(ElectionRecord::election).containsExactly("a");
  }

  @Test
  void aMarkerOfAnotherStoreIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.observe(new Marker("memory-7"), List.of(), List.of()))
        .withMessageContaining("memory-7");
  }

  private Marker marker() {
    return store.observe(Marker.START, List.of(), List.of()).block(PATIENCE).next();
  }

  private List<ElectionRecord> changedSince(Marker marker) {
    return store.observe(marker, List.of(), List.of()).block(PATIENCE).records();
  }
}
