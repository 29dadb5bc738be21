package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.sql.Markers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the server has to do, counted by the server. */
class StatementsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Database database = Database.create();
  private final MySqlLeaseStore store = database.preparedStore();
  private final Lease me = lease();

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Test
  void aPollIsOneStatementHoweverMuchItReads() {
    store.open(me).block(PATIENCE);
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> "election " + i).toList();
    store.create(names).block(PATIENCE);
    Marker before = observe(Marker.START, List.of()).next();
    long selects = database.status("Com_select");
    long questions = database.status("Questions");

    for (int i = 0; i < 10; i++) {
      observe(before, names);
    }

    assertThat(database.status("Com_select") - selects).isEqualTo(10);
    assertThat(database.status("Questions") - questions).as("and the two that ask").isEqualTo(12);
  }

  @Test
  void aRenewalIsOneUpdate() {
    store.open(me).block(PATIENCE);
    store.renew(me.id()).block(PATIENCE);
    long updates = database.status("Com_update");
    long questions = database.status("Questions");

    for (int i = 0; i < 10; i++) {
      store.renew(me.id()).block(PATIENCE);
    }

    assertThat(database.status("Com_update") - updates).isEqualTo(10);
    assertThat(database.status("Questions") - questions).as("and the two that ask").isEqualTo(12);
  }

  @Test
  void aRenewalNeedsNoRoundTripToProveThatItsConnectionIsAlive() {
    store.open(me).block(PATIENCE);
    store.renew(me.id()).block(PATIENCE);
    long pings = database.status("Com_admin_commands");

    for (int i = 0; i < 10; i++) {
      store.renew(me.id()).block(PATIENCE);
    }

    assertThat(database.status("Com_admin_commands") - pings).isZero();
  }

  @Test
  void allLeasesAreOneSelectAndAPurgeOfAThousandOneSelectAndOneDelete() {
    store.open(me).block(PATIENCE);
    assertThat(store.leases().collectList().block(PATIENCE)).containsExactly(me);
    List<LeaseId> ended = Stream.generate(LeaseId::random).limit(1000).toList();
    long selects = database.status("Com_select");
    long deletes = database.status("Com_delete");

    store.leases().blockLast(PATIENCE);
    store.purge(ended).block(PATIENCE);

    assertThat(database.status("Com_select") - selects).isEqualTo(2);
    assertThat(database.status("Com_delete") - deletes).isEqualTo(1);
  }

  @Test
  void whatHasBeenReadIsNotReadAgain() {
    Marker start = observe(Marker.START, List.of()).next();
    store.create(IntStream.range(0, 2_000).mapToObj(i -> "some/" + i).toList()).block(PATIENCE);

    Observation first = observe(start, List.of());
    Observation second = observe(first.next(), List.of());
    store.claim(me, List.of(ElectionRecord.created("some/7"))).blockLast(PATIENCE);
    Observation third = observe(second.next(), List.of());
    Observation fourth = observe(third.next(), List.of());

    assertThat(first.records()).hasSize(2_000);
    assertThat(second.records()).isEmpty();
    assertThat(third.records()).extracting(ElectionRecord::election).containsExactly("some/7");
    assertThat(fourth.records()).isEmpty();
    assertThat(observe(start, List.of()).records()).as("as often as asked").hasSize(2_000);
  }

  @Test
  void aMarkerDoesNotGrow() {
    Marker marker = observe(Marker.START, List.of()).next();
    List<String> names = IntStream.range(0, 150).mapToObj(i -> "one/" + i).toList();
    for (String name : names) {
      store.create(List.of(name)).block(PATIENCE);
    }

    marker = observe(marker, List.of()).next();

    assertThat(Markers.Position.of(marker).read()).hasSizeLessThanOrEqualTo(100);
    assertThat(
            Markers.Position.of(marker)
                .after(Markers.Position.of(marker).micros() + 10_000_000, Map.of())
                .read())
        .as("when the overlap has passed")
        .isEmpty();
  }

  @Test
  void aPollGoesByIndexes() {
    // Inserted as old ones: to the optimizer, rows just changed are still where they were as well.
    database.run(
        "INSERT INTO election_record (election, term, revision, value, changed, stamp) VALUES "
            + IntStream.range(0, 500)
                .mapToObj(i -> "('some/" + i + "', 0, 0, '', " + i + ", 0)")
                .collect(Collectors.joining(", ")));
    IntStream.range(0, 50).forEach(i -> store.open(lease()).block(PATIENCE));
    database.run("ANALYZE TABLE election_lease, election_record");

    assertThat(keyOf("election_lease WHERE lease IN (?, ?)", me.id().toString(), "b"))
        .isEqualTo("PRIMARY");
    assertThat(keyOf("election_record WHERE election IN (?, ?)", "some/1", "some/2"))
        .isEqualTo("PRIMARY");
    List<Object> values = new ArrayList<>();
    String unread =
        new Markers.Position(Long.MAX_VALUE, Map.of(1L, 1L))
            .unread(values)
            .replace("{now}", RawSession.DIALECT.now());
    assertThat(keyOf("election_record WHERE " + unread, values.toArray()))
        .isEqualTo("election_record_changed");
  }

  @Test
  void tenThousandRecordsAreClaimedAndVacatedInBoundedTime() {
    List<String> names = IntStream.range(0, 10_000).mapToObj(i -> "many/" + i).toList();
    store.create(names).block(PATIENCE);
    long updates = database.status("Com_update");
    long start = System.nanoTime();

    List<ElectionRecord> won =
        store
            .claim(me, names.stream().map(ElectionRecord::created).toList())
            .collectList()
            .block(PATIENCE);
    Duration claim = Duration.ofNanos(System.nanoTime() - start);
    long claims = database.status("Com_update") - updates;
    List<ElectionRecord> left =
        store
            .amend(won.stream().map(Amendment.Vacate::new).map(Amendment.class::cast).toList())
            .collectList()
            .block(PATIENCE);
    Duration both = Duration.ofNanos(System.nanoTime() - start);

    System.out.printf(
        "10,000 records: claimed in %d ms, vacated in %d ms%n",
        claim.toMillis(), both.minus(claim).toMillis());
    assertThat(won).hasSize(10_000).allMatch(record -> record.heldBy(me.id()));
    assertThat(claims).isLessThanOrEqualTo(10);
    assertThat(left).hasSize(10_000).allMatch(ElectionRecord::vacant);
    assertThat(both).isLessThan(PATIENCE);
  }

  private String keyOf(String from, Object... values) {
    return String.join("", database.column("key", "EXPLAIN SELECT * FROM " + from, values));
  }

  private static Lease lease() {
    return Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named("me"));
  }

  private Observation observe(Marker since, List<String> names) {
    return store.observe(since, List.of(me.id()), names).block(PATIENCE);
  }
}
