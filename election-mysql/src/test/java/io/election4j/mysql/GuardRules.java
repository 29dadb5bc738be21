package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.spi.LeaseId;
import io.election4j.testkit.guard.GuardedSession;
import io.election4j.testkit.guard.StaleLeadership;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What both guards do. */
abstract class GuardRules<S extends GuardedSession> {

  static final String ELECTION = "it's/ä/🗳";

  final Database database = Database.create();
  final MySqlLeaseStore store = database.preparedStore();
  final Terms terms = new Terms(store, ELECTION);
  S session;

  abstract S connect(Address address);

  /** Connects with a guard by the records in this database. */
  abstract S connect(Address address, String database);

  /** Returns the variables of a session, without those that change by themselves. */
  abstract List<String> variables(S session);

  @BeforeEach
  void connect() {
    database.run(R2dbcSession.LEDGER);
    session = connect(database.address());
  }

  @AfterEach
  void close() {
    session.close();
    store.close();
    database.close();
  }

  private void refused(S other, Leadership leadership) {
    assertThatExceptionOfType(NoLongerLeaderException.class)
        .isThrownBy(() -> other.check(leadership))
        .withMessage(
            "election '%s': term %d is over, so its write is refused", ELECTION, leadership.term())
        .returns(ELECTION, NoLongerLeaderException::election)
        .returns(leadership.term(), NoLongerLeaderException::term);
  }

  final void refusedOutside(Leadership leadership) {
    assertThatIllegalStateException()
        .isThrownBy(() -> session.check(leadership))
        .withMessageContaining("outside a transaction");
  }

  @Test
  void theLeaderInOfficeWrites() {
    Leadership leadership = terms.next();
    session.begin();
    session.check(leadership);
    session.write(ELECTION, leadership.term());
    session.commit();

    assertThat(session.written(ELECTION, leadership.term())).isEqualTo(1);
  }

  @Test
  void nothingIsLeftOfTheGuardInTheSession() {
    Leadership former = terms.next();
    Leadership leadership = terms.next();
    session.begin();
    List<String> before = settings(session);
    session.check(leadership);
    refused(session, former);

    assertThat(settings(session)).isEqualTo(before);
  }

  /** MariaDB also shows whether a transaction has begun, which with JDBC the guard's read does. */
  private List<String> settings(S session) {
    return variables(session).stream().filter(one -> !one.startsWith("in_transaction")).toList();
  }

  @Test
  void aLeaderWhoseSuccessorIsElectedIsRefused() {
    Leadership former = terms.next();
    terms.next();
    session.begin();

    refused(session, former);
  }

  @Test
  void anEarlierTermOfTheSameLeaseIsRefused() {
    LeaseId lease = LeaseId.random();
    Leadership former = terms.next(lease);
    Leadership again = terms.next(lease);
    session.begin();

    refused(session, former);
    session.check(again);
  }

  @Test
  void anotherLeaseOfTheSameTermIsRefused() {
    Leadership leadership = terms.next();
    session.begin();

    refused(session, new StaleLeadership(ELECTION, leadership.term(), LeaseId.random()));
  }

  @Test
  void aLeaderThatHasLeftIsRefused() {
    Leadership former = terms.next();
    terms.vacate();
    session.begin();

    refused(session, former);
  }

  @Test
  void anOldSnapshotDoesNotDeceiveTheGuard() {
    Leadership former = terms.next();
    session.begin(); // the first time REPEATABLE READ
    session.read(ELECTION);
    terms.next();

    refused(session, former);
  }

  @Test
  void aLeaderElectedAfterTheSnapshotIsLetThrough() {
    terms.next();
    session.begin();
    session.read(ELECTION);

    session.check(terms.next());
  }

  @Test
  void nobodyTakesOverBetweenTheCheckAndTheEndOfTheTransaction() {
    Leadership leadership = terms.next();
    session.begin();
    session.check(leadership);
    session.write(ELECTION, leadership.term());

    assertThat(terms.claim(LeaseId.random())).isEmpty();
    session.commit();
    assertThat(terms.claim(LeaseId.random())).hasSize(1);
  }

  @Test
  void guardedTransactionsDoNotWaitForOneAnother() {
    Leadership leadership = terms.next();
    try (S other = connect(database.address())) {
      for (S one : List.of(session, other)) {
        one.begin();
        one.check(leadership);
        one.write(ELECTION, leadership.term());
      }
      session.commit();
      other.commit();
    }
    assertThat(session.written(ELECTION, leadership.term())).isEqualTo(2);
  }

  @Test
  void outsideATransactionTheGuardRefusesToRun() {
    refusedOutside(terms.next());
  }

  @Test
  void theRecordsMayBeInAnotherDatabase() {
    Leadership leadership = terms.next();
    String records = database.address().database();
    try (Database shop = Database.create();
        S other = connect(shop.address(), records)) {
      other.begin();
      other.check(leadership);
      assertThat(terms.claim(LeaseId.random())).as("while the lock is held").isEmpty();
      other.rollback();

      terms.next();
      other.begin();
      refused(other, leadership);
    }
  }
}
