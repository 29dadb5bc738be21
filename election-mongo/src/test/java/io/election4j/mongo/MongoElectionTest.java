package io.election4j.mongo;

import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.ElectionContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MongoElectionTest extends ElectionContract {

  private static TestServer server;

  @BeforeAll
  static void startServer() {
    server = TestServers.mongo();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected LeaseStore createStore() {
    return MongoLeaseStore.fromUrl(server.url());
  }

  /** The next leader is told, and need not poll. */
  @Override
  protected Duration handoverBound() {
    return Duration.ofMillis(100);
  }
}
