package io.election4j.mysql;

import io.election4j.spi.LeaseStore;
import io.election4j.testkit.LeaseStoreContract;
import io.election4j.testkit.servers.TestServer;
import io.election4j.testkit.servers.TestServers;
import org.junit.jupiter.api.AfterAll;

class MySqlLeaseStoreTest extends LeaseStoreContract {

  private final TestServer server = TestServers.mysql();

  @Override
  protected LeaseStore createStore() {
    return MySqlLeaseStore.fromUrl(server.url());
  }

  @AfterAll
  void stop() {
    server.close();
  }
}
