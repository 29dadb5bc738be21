package io.election4j.readme;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.Capabilities;
import io.election4j.testkit.LeaseStoreContract;
import org.junit.jupiter.api.AfterAll;

/** The example for authors of stores, compiled; never run. */
abstract class StoreExamples {

  /** The author's. */
  record DuckServer(int port) implements AutoCloseable {

    static DuckServer start() {
      return new DuckServer(4711);
    }

    String url() {
      return url("127.0.0.1", port);
    }

    String url(String host, int port) {
      return "duck://root@" + host + ":" + port;
    }

    String urlOfReader(String password) {
      return "duck://reader:" + password + "@127.0.0.1:" + port;
    }

    void restart() {}

    @Override
    public void close() {}
  }

  /** The author's. */
  record DuckStore() {

    static LeaseStore of(String url) {
      return InMemoryLeaseStore.create();
    }

    static LeaseStore withoutCreating(String url) {
      return InMemoryLeaseStore.create();
    }
  }

  abstract static class Contract {

    class DuckStoreTest extends LeaseStoreContract {

      private static final String SECRET = "canary-4711";

      private final DuckServer server = DuckServer.start();
      private final DuckServer another = DuckServer.start();

      /**
       * Each call returns another store object over the same data, as another process would make
       * it.
       */
      @Override
      protected LeaseStore createStore() {
        return DuckStore.of(server.url());
      }

      /**
       * What can be checked beyond the rules for all; what is not declared is skipped, and that is
       * printed.
       */
      @Override
      protected void declare(Capabilities can) {
        can.restart(server::restart)
            .proxied(
                "127.0.0.1", server.port(), (host, port) -> DuckStore.of(server.url(host, port)))
            .anotherCopy(() -> DuckStore.of(another.url()))
            .unreachable(() -> DuckStore.of("duck://me:" + SECRET + "@127.0.0.1:1/none"))
            .readOnly(() -> DuckStore.of(server.urlOfReader(SECRET)))
            .neverCreate(() -> DuckStore.withoutCreating(server.url() + "/empty"))
            .secret(SECRET);
      }

      @AfterAll
      void stop() {
        server.close();
        another.close();
      }
    }
  }
}
