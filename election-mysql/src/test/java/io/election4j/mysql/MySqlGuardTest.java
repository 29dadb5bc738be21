package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.election4j.Leadership;
import io.election4j.spi.LeaseId;
import io.r2dbc.spi.R2dbcException;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class MySqlGuardTest extends GuardRules<R2dbcSession> {

  @Override
  R2dbcSession connect(Address address) {
    return new R2dbcSession(address, MySqlGuard.create()::check);
  }

  @Override
  R2dbcSession connect(Address address, String records) {
    return new R2dbcSession(address, MySqlGuard.inDatabase(records)::check);
  }

  @Override
  List<String> variables(R2dbcSession session) {
    return Variables.of(session.connection());
  }

  @Test
  void aTransactionBegunByAStatementIsOne() {
    Leadership leadership = terms.next();
    session.run("START TRANSACTION");
    session.check(leadership);
  }

  @Test
  void aSessionWithoutAutocommitIsInATransaction() {
    Leadership leadership = terms.next();
    session.run("SET autocommit = 0");
    session.check(leadership);
    assertThat(terms.claim(leadership.lease())).as("while the lock is held").isEmpty();
  }

  @Test
  void aTransactionThatAStatementHasCommittedIsNoneAnyMore() {
    Leadership leadership = terms.next();
    session.begin();
    session.run("CREATE TABLE implicitly_committed (x INT)");

    refusedOutside(leadership);
  }

  @Test
  void whoIsPausedInATransactionHoldsTheElectionUpOnlyUntilTheSessionTimesOut() {
    Leadership leadership = terms.next();
    session.run("SET SESSION wait_timeout = 1");
    session.begin();
    session.check(leadership);
    session.write(ELECTION, leadership.term());

    Mono.fromSupplier(() -> terms.claim(LeaseId.random()))
        .filter(won -> !won.isEmpty())
        .repeatWhenEmpty(nothing -> nothing)
        .block(Terms.PATIENCE);
    assertThatExceptionOfType(R2dbcException.class).isThrownBy(session::commit);
    session = connect(database.address());
    assertThat(session.written(ELECTION, leadership.term())).isZero();
  }

  @Test
  void nothingIsSentBeforeTheGuardIsSubscribedTo() {
    Leadership leadership = terms.next();
    session.begin();
    MySqlGuard.create().check(session.connection(), leadership);

    assertThat(terms.claim(leadership.lease())).hasSize(1);
  }

  @Test
  void aDatabaseNeedsAName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MySqlGuard.inDatabase(" "))
        .withMessage("database ' ' is no name for a database");
  }
}
