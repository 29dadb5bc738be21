package io.election4j.jdbc;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.election4j.servers.TestServers;
import io.election4j.spi.LeaseId;
import io.election4j.testkit.guard.GuardedSession;
import io.election4j.testkit.guard.StaleLeadership;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** With the guards of JDBC and R2DBC by turns, so that they also meet. */
class PostgreSqlGuardContractTest extends JdbcGuardContract {

  private final AtomicInteger sessions = new AtomicInteger();

  PostgreSqlGuardContractTest() {
    super(TestServers.postgreSql());
  }

  @Override
  protected GuardedSession createSession() {
    return sessions.getAndIncrement() % 2 == 0
        ? super.createSession()
        : new R2dbcLedger(place(), PostgreSqlR2dbcGuard.create()::check);
  }

  @Test
  void outsideATransactionTheGuardOfR2dbcRefusesToRun() {
    StaleLeadership leadership = new StaleLeadership("any", 1, LeaseId.random());
    try (R2dbcLedger ledger = new R2dbcLedger(place(), PostgreSqlR2dbcGuard.in("public")::check)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> ledger.check(leadership))
          .withMessageContaining("outside a transaction");
    }
  }
}
