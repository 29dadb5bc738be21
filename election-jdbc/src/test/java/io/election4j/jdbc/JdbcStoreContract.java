package io.election4j.jdbc;

import io.election4j.servers.TestServer;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.Capabilities;
import io.election4j.testkit.LeaseStoreContract;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** The contract on one server. */
abstract class JdbcStoreContract extends LeaseStoreContract {

  private static final String SECRET = "canary-b7e1";

  private final Supplier<TestServer> servers;
  private final TestServer server;
  private final Place place;
  private @Nullable TestServer another;

  /**
   * @param servers starts a server, each time another one
   */
  JdbcStoreContract(Supplier<TestServer> servers) {
    this.servers = servers;
    this.server = servers.get();
    this.place = Place.of(server);
  }

  @Override
  protected LeaseStore createStore() {
    return place.store().build();
  }

  @Override
  protected void declare(Capabilities can) {
    can.secret(SECRET)
        .proxied(place.host(), place.port(), (host, port) -> place.at(host, port).store().build())
        .anotherCopy(this::onAnotherServer)
        .unreachable(() -> place.at("127.0.0.1", 1).as("me", SECRET).store().build())
        .neverCreate(() -> empty().store().neverCreate().build());
    if (!place.postgreSql()) {
      can.ringing();
    }
    if (server.restartable()) {
      can.restart(server::restart).readOnly(() -> reader().store().build());
    }
  }

  private LeaseStore onAnotherServer() {
    TestServer started = servers.get();
    another = started;
    return Place.of(started).store().build();
  }

  private Place empty() {
    return place.in(place.postgreSql() ? "postgres" : "mysql");
  }

  /** Creates a user who may read and nothing else. */
  private Place reader() {
    if (place.postgreSql()) {
      place.run(
          "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN"
              + " CREATE ROLE reader LOGIN PASSWORD '"
              + SECRET
              + "'; END IF; END $$",
          "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
    } else {
      place.run(
          "CREATE USER IF NOT EXISTS reader@'%' IDENTIFIED BY '" + SECRET + "'",
          "GRANT SELECT ON " + place.database() + ".* TO reader@'%'");
    }
    return place.as("reader", SECRET);
  }

  @AfterAll
  void stop() {
    server.close();
    if (another != null) {
      another.close();
    }
  }
}
