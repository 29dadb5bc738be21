package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that an application has locked in a transaction of its own, to guard its writes. */
class LocksTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The operation timeout of the engine unless set. */
  private static final Duration IN_TIME = Duration.ofSeconds(3);

  private static final int AT_A_TIME = 3;
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

    inTime("a claim of 2,000, one of them guarded", start);
    assertThat(won).hasSize(names.size() - 1).noneMatch(LocksTest::guarded);
    assertThat(record().vacant()).isTrue();

    application.run("COMMIT");
    assertThat(claim(record())).hasSize(1);
  }

  @Test
  void theOthersOfAReleaseAreVacatedAtOnceAndTheGuardedOneIsRefused() {
    List<ElectionRecord> won = claim();
    guard();
    long start = System.nanoTime();

    List<ElectionRecord> left = vacate(won);

    inTime("a vacation of 2,000, one of them guarded", start);
    assertThat(left).hasSize(names.size() - 1).noneMatch(LocksTest::guarded);
    application.run("COMMIT");
    assertThat(vacate(List.of(record()))).hasSize(1);
  }

  @Test
  void guardsInEveryBatchCostNoMoreTimeThanOne() {
    List<ElectionRecord> won = claim();
    List<String> guarded = names.stream().filter(name -> name.endsWith("42")).toList();
    application.run("BEGIN");
    guarded.forEach(this::lock);
    long start = System.nanoTime();

    List<ElectionRecord> left = vacate(won);

    inTime("a vacation of 2,000, " + guarded.size() + " of them guarded", start);
    assertThat(left).hasSize(names.size() - guarded.size());
    assertThat(left).noneMatch(record -> guarded.contains(record.election()));
  }

  @Test
  void whileGuardsComeAndGoOnlyWhatTheyHoldIsNotWon() {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> guards = CompletableFuture.runAsync(() -> guardAtRandom(over));
    List<ElectionRecord> seen = names.stream().map(ElectionRecord::created).toList();
    for (int round = 0; round < 5; round++) {
      Lease rival = Lease.opening(LeaseId.random(), me.ttl(), me.candidate());
      long start = System.nanoTime();

      List<ElectionRecord> won = store.claim(rival, seen).collectList().block(PATIENCE);

      inTime("a claim of 2,000 while guards come and go", start);
      assertThat(won).hasSizeGreaterThanOrEqualTo(seen.size() - 2 * AT_A_TIME);
      seen = won;
    }
    over.set(true);
    guards.join();
  }

  /** Holds some records for a moment, then others. */
  private void guardAtRandom(AtomicBoolean over) {
    while (!over.get()) {
      application.run("BEGIN");
      ThreadLocalRandom.current()
          .ints(AT_A_TIME, 0, names.size())
          .mapToObj(names::get)
          .sorted() // as the store takes them, or the two might deadlock
          .forEach(this::lock);
      Database.wait(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 100)));
      application.run("COMMIT");
    }
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
    lock(GUARDED);
  }

  private void lock(String election) {
    application.column(
        "term",
        "SELECT term FROM "
            + database.address().database()
            + ".election_record WHERE election = ? LOCK IN SHARE MODE",
        election);
  }

  private List<ElectionRecord> vacate(List<ElectionRecord> held) {
    return store.amend(vacancies(held)).collectList().block(PATIENCE);
  }

  private static void inTime(String what, long startNanos) {
    Duration time = Duration.ofNanos(System.nanoTime() - startNanos);
    System.out.printf("%s: %d ms%n", what, time.toMillis());
    assertThat(time).as("check that no statement waits for a lock: %s", what).isLessThan(IN_TIME);
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
