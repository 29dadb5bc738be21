package io.election4j.mysql;

import io.election4j.servers.TestServer;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.Capabilities;
import io.election4j.testkit.LeaseStoreContract;
import org.junit.jupiter.api.AfterAll;

/** The contract on one server. */
abstract class SqlStoreContract extends LeaseStoreContract {

  private static final String SECRET = "canary-b7e1";

  private final TestServer server;

  SqlStoreContract(TestServer server) {
    this.server = server;
  }

  @Override
  protected LeaseStore createStore() {
    return MySqlLeaseStore.fromUrl(server.url());
  }

  @Override
  protected void declare(Capabilities can) {
    can.secret(SECRET)
        .unreachable(() -> MySqlLeaseStore.fromUrl("mysql://me:" + SECRET + "@127.0.0.1:1/none"))
        .neverCreate(
            () ->
                MySqlLeaseStore.builder(Reader.inDatabase(server, "mysql")).neverCreate().build());
    if (server.restartable()) {
      can.restart(server::restart)
          .readOnly(() -> MySqlLeaseStore.fromUrl(Reader.create(server, SECRET)));
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }
}
