package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.servers.proxy.FaultProxy;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.guard.GuardedSession;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A ledger that only the leader may write to, and two processes that take themselves for it: one
 * was paused, and goes on where it stopped.
 */
class LedgerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String BOOKS = "books";

  private final Database database = Database.create();
  private final FaultProxy toStore = FaultProxy.to(at(database.address()));
  private final Elections first = elections("first", behind(toStore));
  private final Elections second = elections("second", database.address());
  private Leadership leadership;
  private Election rival;

  @BeforeEach
  void electTheFirst() {
    leadership = elected(first.join(BOOKS));
    rival = second.join(BOOKS);
    database.run(R2dbcSession.LEDGER);
  }

  @AfterEach
  void close() {
    toStore.heal();
    first.close();
    second.close();
    toStore.close();
    database.close();
  }

  @Test
  void theLateWriteOfALeaderThatWasPausedIsRefused() {
    try (GuardedSession books = byR2dbc();
        GuardedSession others = byR2dbc()) {
      refusedWhenLate(books, others);
    }
  }

  @Test
  void theLateWriteOfALeaderThatWasPausedIsRefusedByJdbcToo() {
    try (GuardedSession books = byJdbc();
        GuardedSession others = byJdbc()) {
      refusedWhenLate(books, others);
    }
  }

  private void refusedWhenLate(GuardedSession books, GuardedSession others) {
    books.begin();
    books.read(BOOKS); // still the leader ...

    toStore.blackHole(); // ... and paused, until long after the next leader has begun to write
    Leadership next = elected(rival);
    post(others, next);
    toStore.heal();

    assertThatExceptionOfType(NoLongerLeaderException.class)
        .isThrownBy(() -> books.check(leadership));
    books.rollback();
    post(others, next);
    assertThat(books.written(BOOKS, leadership.term())).isZero();
    assertThat(books.written(BOOKS, next.term())).isEqualTo(2);
  }

  @Test
  void whoWasPausedAfterTheCheckIsWaitedFor() {
    try (GuardedSession books = byR2dbc();
        GuardedSession others = byR2dbc()) {
      books.begin();
      books.check(leadership);

      toStore.blackHole(); // paused: its lease runs out, but nobody is elected yet
      await(this::isFenced);
      assertThat(rival.leadership()).isEmpty();
      books.write(BOOKS, leadership.term());
      books.commit();

      Leadership next = elected(rival);
      assertThat(others.written(BOOKS, leadership.term())).as("seen by the next").isEqualTo(1);
      post(others, next);
      assertThat(next.term()).isGreaterThan(leadership.term());
    }
  }

  private static void post(GuardedSession session, Leadership leadership) {
    session.begin();
    session.check(leadership);
    session.write(BOOKS, leadership.term());
    session.commit();
  }

  private boolean isFenced() {
    String lease = leadership.lease().toString();
    return database
        .column("state", "SELECT state FROM election_lease WHERE lease = ?", lease)
        .equals(List.of("ENDED"));
  }

  private GuardedSession byR2dbc() {
    return new R2dbcSession(database.address(), MySqlGuard.create()::check);
  }

  private GuardedSession byJdbc() {
    return new JdbcSession(database.address(), JdbcGuard.create()::check);
  }

  private static Elections elections(String name, Address address) {
    LeaseStore store = MySqlLeaseStoreBuilder.of(address).build();
    return Elections.builder(store)
        .candidate(Candidate.named(name))
        .lease(Duration.ofSeconds(2))
        .build();
  }

  private static Leadership elected(Election election) {
    return election.events().ofType(Elected.class).blockFirst(PATIENCE).leadership();
  }

  private static InetSocketAddress at(Address address) {
    return new InetSocketAddress(address.host(), address.port());
  }

  private Address behind(FaultProxy proxy) {
    Address real = database.address();
    return new Address(
        proxy.address().getHostString(),
        proxy.address().getPort(),
        real.user(),
        real.password(),
        real.database(),
        real.tls());
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Database.wait(Duration.ofMillis(20));
    }
  }
}
