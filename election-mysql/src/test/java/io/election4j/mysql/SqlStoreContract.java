package io.election4j.mysql;

import io.election4j.servers.TestServer;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.Capabilities;
import io.election4j.testkit.LeaseStoreContract;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** The contract on one server. */
abstract class SqlStoreContract extends LeaseStoreContract {

  private static final String SECRET = "canary-b7e1";

  private final Supplier<TestServer> servers;
  private final TestServer server;
  private @Nullable TestServer another;

  /**
   * @param servers starts a server, each time another one
   */
  SqlStoreContract(Supplier<TestServer> servers) {
    this.servers = servers;
    this.server = servers.get();
  }

  @Override
  protected LeaseStore createStore() {
    return MySqlLeaseStore.fromUrl(server.url());
  }

  @Override
  protected void declare(Capabilities can) {
    can.ringing()
        .secret(SECRET)
        .unreachable(() -> MySqlLeaseStore.fromUrl("mysql://me:" + SECRET + "@127.0.0.1:1/none"))
        .neverCreate(
            () ->
                MySqlLeaseStore.builder(Reader.inDatabase(server, "mysql")).neverCreate().build());
    if (server.restartable()) {
      Address address = AddressUrl.parse(server.url());
      can.restart(server::restart)
          .proxied(address.host(), address.port(), (host, port) -> store(address, host, port))
          .anotherCopy(this::onAnotherServer)
          .readOnly(() -> MySqlLeaseStore.fromUrl(Reader.create(server, SECRET)));
    }
  }

  private static LeaseStore store(Address server, String host, int port) {
    return MySqlLeaseStoreBuilder.of(
            new Address(
                host, port, server.user(), server.password(), server.database(), server.tls()))
        .build();
  }

  private LeaseStore onAnotherServer() {
    TestServer started = servers.get();
    another = started;
    return MySqlLeaseStore.fromUrl(started.url());
  }

  @AfterAll
  void stop() {
    if (another != null) {
      another.close();
    }
    server.close();
  }
}
