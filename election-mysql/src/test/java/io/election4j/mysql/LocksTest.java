package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that an application has locked in a transaction of its own, to guard its writes. */
class LocksTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String GUARDED = "guarded/17";

  private final Database database = Database.create();
  private final Database application = Database.create();
  private final MySqlLeaseStore store = database.preparedStore();
  private final Lease me =
      Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named("me"));
  private final List<String> names =
      IntStream.range(0, 2_000).mapToObj(i -> "guarded/" + i).toList();

  @BeforeEach
  void createRecords() {
    store.open(me).block(PATIENCE);
    store.create(names).block(PATIENCE);
  }

  @AfterEach
  void close() {
    application.close();
    store.close();
    database.close();
  }

  @Test
  void theOthersOfAClaimAreWonAtOnceAndTheGuardedOneIsRefused() {
    guard();
    long start = System.nanoTime();

    List<ElectionRecord> won = claim();

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("check that no statement waits for the lock")
        .isLessThan(Duration.ofSeconds(3));
    assertThat(won).hasSize(names.size() - 1).noneMatch(LocksTest::guarded);
    assertThat(record().vacant()).isTrue();

    application.run("COMMIT");
    assertThat(claim(record())).hasSize(1);
  }

  @Test
  void theOthersOfAReleaseAreVacatedAndTheGuardedOneIsUnknown() {
    List<ElectionRecord> won = claim();
    guard();

    List<ElectionRecord> left = new ArrayList<>();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.amend(vacancies(won)).doOnNext(left::add).blockLast(PATIENCE))
        .withMessageContaining("1 records are locked")
        .returns(StoreException.Kind.UNAVAILABLE, StoreException::kind);

    assertThat(left).hasSize(names.size() - 1).noneMatch(LocksTest::guarded);
    application.run("COMMIT");
    assertThat(store.amend(vacancies(List.of(record()))).collectList().block(PATIENCE)).hasSize(1);
  }

  @Test
  void renewalsReadsAndNewRecordsDoNotWaitForAGuard() {
    guard();
    claim();
    long start = System.nanoTime();

    assertThat(store.renew(me.id()).block(PATIENCE)).isTrue();
    store.create(List.of(GUARDED, "another")).block(PATIENCE);
    assertThat(record().vacant()).isTrue();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  /** As an application does that makes its writes conditional on the term. */
  private void guard() {
    application.run("BEGIN");
    application.column(
        "term",
        "SELECT term FROM "
            + database.address().database()
            + ".election_record WHERE election = ? LOCK IN SHARE MODE",
        GUARDED);
  }

  private List<ElectionRecord> claim() {
    return store
        .claim(me, names.stream().map(ElectionRecord::created).toList())
        .collectList()
        .block(PATIENCE);
  }

  private List<ElectionRecord> claim(ElectionRecord seen) {
    return store.claim(me, List.of(seen)).collectList().block(PATIENCE);
  }

  private ElectionRecord record() {
    return store.observe(null, List.of(), List.of(GUARDED)).block(PATIENCE).records().get(0);
  }

  private static List<Amendment> vacancies(List<ElectionRecord> records) {
    return records.stream().map(Amendment.Vacate::new).map(Amendment.class::cast).toList();
  }

  private static boolean guarded(ElectionRecord record) {
    return record.election().equals(GUARDED);
  }
}
