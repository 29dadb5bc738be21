package io.election4j.mongo;

import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.Capabilities;
import io.election4j.testkit.LeaseStoreContract;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

class MongoLeaseStoreTest extends LeaseStoreContract {

  private static final String SECRET = "canary-b7e1";

  private final TestServer server = TestServers.mongo();
  private @Nullable TestServer another;

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
      URI address = URI.create(server.url());
      can.restart(server::restart)
          .proxied(address.getHost(), address.getPort(), this::directly)
          .anotherCopy(this::onAnotherServer);
    }
  }

  private LeaseStore directly(String host, int port) {
    String url = server.url().replaceFirst("127\\.0\\.0\\.1:\\d+", host + ":" + port);
    return MongoLeaseStore.fromUrl(Urls.with(url, "directConnection=true"));
  }

  private LeaseStore onAnotherServer() {
    TestServer started = TestServers.mongo();
    another = started;
    return MongoLeaseStore.fromUrl(started.url());
  }

  @AfterAll
  void stopServer() {
    if (another != null) {
      another.close();
    }
    server.close();
  }
}
