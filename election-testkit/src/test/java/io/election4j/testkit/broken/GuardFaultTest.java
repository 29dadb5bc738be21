package io.election4j.testkit.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.election4j.Leadership;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.guard.GuardContract;
import io.election4j.testkit.guard.GuardedSession;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Tests what the contract of guards says of a guard that no transaction holds up. */
class GuardFaultTest {

  private static boolean underTest;

  @Test
  void aGuardThatIsContentWithoutATransactionIsFoundOut() {
    assertThat(failures(Careless.class)).isEqualTo(1);
    assertThat(failures(Careful.class)).isZero();
  }

  private static long failures(Class<?> guard) {
    underTest = true;
    try {
      return EngineTestKit.engine("junit-jupiter")
          .selectors(selectMethod(guard, "outsideATransactionTheGuardRefuses"))
          .execute()
          .testEvents()
          .finished()
          .assertStatistics(all -> all.aborted(0))
          .failed()
          .count();
    } finally {
      underTest = false;
    }
  }

  /** Not a test of this project: run by anything else, it is skipped. */
  static class Careless extends GuardContract {

    private final InMemoryLeaseStore data = InMemoryLeaseStore.create();

    @Override
    protected LeaseStore createStore() {
      Assumptions.assumeTrue(underTest, "for this test only");
      return data.connect();
    }

    @Override
    protected GuardedSession createSession() {
      return new Outside();
    }

    @Override
    protected GuardedSession createCarelessSession() {
      return new Outside();
    }
  }

  static final class Careful extends Careless {

    @Override
    protected GuardedSession createSession() {
      return new Outside() {
        @Override
        public void check(Leadership leadership) {
          throw new IllegalStateException("outside a transaction");
        }
      };
    }
  }

  /** A session in which no transaction begins. */
  private static class Outside implements GuardedSession {

    @Override
    public void begin() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void read(String election) {}

    @Override
    public void check(Leadership leadership) {}

    @Override
    public void write(String election, long term) {}

    @Override
    public void commit() {}

    @Override
    public void rollback() {}

    @Override
    public long written(String election, long term) {
      return 0;
    }

    @Override
    public void close() {}
  }
}
