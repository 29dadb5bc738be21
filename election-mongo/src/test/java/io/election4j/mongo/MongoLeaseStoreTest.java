package io.election4j.mongo;

import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.Capabilities;
import io.election4j.testkit.LeaseStoreContract;
import org.junit.jupiter.api.AfterAll;

class MongoLeaseStoreTest extends LeaseStoreContract {

  private static final String SECRET = "canary-b7e1";

  private final TestServer server = TestServers.mongo();

  @Override
  protected LeaseStore createStore() {
    return MongoLeaseStore.fromUrl(server.url());
  }

  @Override
  protected void declare(Capabilities can) {
    can.secret(SECRET)
        .unreachable(() -> MongoLeaseStore.fromUrl("mongodb://me:" + SECRET + "@127.0.0.1:1/none"))
        .neverCreate(
            () -> MongoLeaseStore.builder(server.url()).database("none").neverCreate().build());
    if (server.restartable()) {
      can.restart(server::restart);
    }
  }

  @AfterAll
  void stopServer() {
    server.close();
  }
}
