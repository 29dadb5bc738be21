package io.election4j.mongo;

import io.election4j.spi.LeaseStore;
import io.election4j.testkit.LeaseStoreContract;
import io.election4j.testkit.servers.TestServer;
import io.election4j.testkit.servers.TestServers;
import org.junit.jupiter.api.AfterAll;

class MongoLeaseStoreTest extends LeaseStoreContract {

  private final TestServer server = TestServers.mongo();

  @Override
  protected LeaseStore createStore() {
    return MongoLeaseStore.fromUrl(server.url());
  }

  @AfterAll
  void stopServer() {
    server.close();
  }
}
