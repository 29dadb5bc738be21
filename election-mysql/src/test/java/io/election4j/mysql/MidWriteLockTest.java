package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Somebody locks the whole table, to alter it for instance, just behind a write of ours. */
class MidWriteLockTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Database database = Database.create();
  private final Database administrator = Database.create();
  private final MySqlLeaseStore store = database.preparedStore();
  private final MySqlLeaseStore other = database.store();
  private final String table = database.address().database() + ".election_record";
  private final String gate = database.address().database();
  private final Lease me =
      Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named("me"));

  @BeforeEach
  void createRecord() {
    store.open(me).block(PATIENCE);
    store.create(List.of("e")).block(PATIENCE);
  }

  @AfterEach
  void close() {
    administrator.close();
    store.close();
    other.close();
    database.close();
  }

  @Test
  void aClaimThatWasAppliedIsNotAnsweredAsRefused() {
    Throwable unknown = lockedBehind(store.claim(me, List.of(record())));

    assertThat(record()).matches(record -> record.heldBy(me.id()));
    assertUnknown(unknown);
  }

  @Test
  void aVacationThatWasAppliedIsNotAnsweredAsRefused() {
    ElectionRecord held = store.claim(me, List.of(record())).blockFirst(PATIENCE);

    Throwable unknown = lockedBehind(store.amend(List.of(new Amendment.Vacate(held))));

    assertThat(record()).matches(ElectionRecord::vacant);
    assertUnknown(unknown);
  }

  private static void assertUnknown(Throwable answer) {
    assertThat(answer)
        .as("an answer that is no refusal")
        .isInstanceOf(StoreException.class)
        .hasFieldOrPropertyWithValue("kind", StoreException.Kind.UNAVAILABLE);
  }

  /** Returns how a write fails if the table is locked as soon as it is applied. */
  private StoreException lockedBehind(Flux<ElectionRecord> write) {
    database.run(
        "CREATE TRIGGER hold BEFORE UPDATE ON election_record FOR EACH ROW SET @held ="
            + " GET_LOCK('"
            + gate
            + "', 20)");
    database.column("got", "SELECT GET_LOCK('" + gate + "', 20) AS got");
    CompletableFuture<List<ElectionRecord>> answer = write.collectList().toFuture();
    await("User lock");
    CompletableFuture<Long> locked =
        CompletableFuture.supplyAsync(() -> administrator.run("LOCK TABLES " + table + " WRITE"));
    await("metadata lock");
    database.column("free", "SELECT RELEASE_LOCK('" + gate + "') AS free");
    locked.join();
    StoreException failure =
        catchThrowableOfType(
            StoreException.class,
            () -> reactor.core.publisher.Mono.fromFuture(answer).block(PATIENCE));
    administrator.run("UNLOCK TABLES");
    return failure;
  }

  private void await(String state) {
    String waiting =
        "SELECT STATE AS state FROM information_schema.PROCESSLIST WHERE STATE LIKE '%"
            + state
            + "%'";
    while (database.column("state", waiting).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private ElectionRecord record() {
    return other.observe(null, List.of(), List.of("e")).block(PATIENCE).records().get(0);
  }
}
