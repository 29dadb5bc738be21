package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.election4j.Candidate;
import io.election4j.mysql.ConnectionUse.Limits;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Callers who go, and statements that do not come back. */
class CancellingTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CALLS = 10_000;

  private final Database database = Database.create();
  private final Database other = Database.create();
  private final Lease me =
      Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named("me"));
  private MySqlLeaseStore store = database.preparedStore();

  @AfterEach
  void close() {
    other.close();
    store.close();
    database.close();
  }

  @Test
  void tenThousandCallersWhoGoLeaveNoConnectionBehind() {
    store.open(me).block(PATIENCE);
    store.create(List.of("a")).block(PATIENCE);
    ElectionRecord seen = ElectionRecord.created("a");
    List<Disposable> callers = new ArrayList<>();

    for (int i = 0; i < CALLS; i++) {
      Flux<?> call =
          switch (i % 3) {
            case 0 -> store.renew(me.id()).flux();
            case 1 -> store.observe(Marker.START, List.of(me.id()), List.of("a")).flux();
            default -> store.claim(me, List.of(seen));
          };
      callers.add(call.subscribe(value -> {}, error -> {}));
      if (ThreadLocalRandom.current().nextBoolean()) {
        callers.get(callers.size() - 1).dispose();
      }
      if (i % 100 == 0) {
        callers.forEach(Disposable::dispose);
      }
    }
    callers.forEach(Disposable::dispose);

    await(() -> store.lent() == 0);
    assertThat(sessions(""))
        .as("of this store, and the test's own")
        .hasSizeLessThanOrEqualTo(5 + 1);
    assertThat(store.renew(me.id()).block(PATIENCE)).isTrue();
  }

  @Test
  void aCallerWhoGoesBeforeItsTurnSendsNothing() {
    store.open(me).block(PATIENCE);
    long version = version();
    for (int i = 0; i < 50; i++) {
      store.renew(me.id()).subscribe().dispose();
    }
    await(() -> store.lent() == 0);

    assertThat(version() - version).isLessThan(50);
  }

  @Test
  void aStatementThatIsNotAnsweredInTimeCostsItsConnectionAndIsUnknown() {
    restartWith(limits(Duration.ofMillis(300), Limits.DEFAULT.detached()));
    store.open(me).block(PATIENCE);
    lockLease();
    CompletableFuture<Boolean> renewal = store.renew(me.id()).toFuture();
    String session = waiting();

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(renewal::join)
        .havingCause()
        .asInstanceOf(InstanceOfAssertFactories.type(StoreException.class))
        .satisfies(
            fault -> {
              assertThat(fault.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE);
              assertThat(fault).hasMessageContaining("no answer to a statement within 300 ms");
            });

    other.run("ROLLBACK");
    assertThat(store.renew(me.id()).block(PATIENCE)).isTrue();
    await(() -> !sessions("").contains(session));
    assertThat(store.lent()).isZero();
  }

  @Test
  void aStatementThatIsNotAnsweredSoonAfterItsCallerHasGoneCostsItsConnection() {
    restartWith(limits(Limits.DEFAULT.renewal(), Duration.ofMillis(100)));
    store.open(me).block(PATIENCE);
    lockLease();
    Disposable caller = store.renew(me.id()).subscribe();
    String session = waiting();

    caller.dispose();

    await(() -> store.lent() == 0);
    other.run("ROLLBACK");
    await(() -> !sessions("").contains(session));
    assertThat(store.renew(me.id()).block(PATIENCE)).isTrue();
  }

  @Test
  void aRenewalGoesOnWhenItsCallerHasGone() {
    store.open(me).block(PATIENCE);
    lockLease();
    Disposable caller = store.renew(me.id()).subscribe();
    waiting();
    caller.dispose();

    other.run("ROLLBACK");

    await(() -> store.lent() == 0);
    assertThat(version()).as("applied all the same").isEqualTo(2);
  }

  @Test
  void aRenewalThatWaitsLongForItsAnswerIsAppliedOnce() {
    store.open(me).block(PATIENCE);
    lockLease();
    CompletableFuture<Boolean> renewal = store.renew(me.id()).toFuture();
    waiting();
    other.run("DO SLEEP(1.3)"); // longer than an idle connection has to prove that it is alive

    other.run("ROLLBACK");

    assertThat(renewal.join()).isTrue();
    await(() -> store.lent() == 0);
    assertThat(version()).isEqualTo(2);
  }

  @Test
  void aRenewalWhoseConnectionDiesUnderItIsUnknownAndNotSentAgain() {
    store.open(me).block(PATIENCE);
    assertThat(store.renew(me.id()).block(PATIENCE)).isTrue(); // so that its connection is not new
    lockLease();
    CompletableFuture<Boolean> renewal = store.renew(me.id()).toFuture();

    other.run("KILL " + waiting());

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(renewal::join)
        .havingCause()
        .asInstanceOf(InstanceOfAssertFactories.type(StoreException.class))
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE));
    other.run("ROLLBACK");
    await(() -> store.lent() == 0);
    assertThat(version()).isEqualTo(2);
  }

  /** Another session holds the lease's row until it rolls back. */
  private void lockLease() {
    other.run("BEGIN");
    other.run(
        "UPDATE "
            + database.address().database()
            + ".election_lease SET version = version + 0,"
            + " changed = 0");
  }

  private void restartWith(Limits limits) {
    store.close();
    store = MySqlLeaseStoreBuilder.of(database.address()).limits(limits).build();
  }

  private static Limits limits(Duration renewal, Duration detached) {
    return new Limits(renewal, detached, Limits.DEFAULT.setUp(), Limits.DEFAULT.borrow());
  }

  private long version() {
    return Long.parseLong(database.column("version", "SELECT version FROM election_lease").get(0));
  }

  /** Waits until a renewal waits for the lock; returns its session. */
  private String waiting() {
    List<String> found = new ArrayList<>();
    await(() -> found.addAll(sessions("AND INFO LIKE 'UPDATE election_lease%'")));
    return found.get(0);
  }

  private List<String> sessions(String condition) {
    return database.column(
        "id",
        "SELECT ID AS id FROM information_schema.PROCESSLIST WHERE DB = DATABASE() "
            + condition
            + " ORDER BY ID");
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Database.wait(Duration.ofMillis(10));
    }
  }
}
