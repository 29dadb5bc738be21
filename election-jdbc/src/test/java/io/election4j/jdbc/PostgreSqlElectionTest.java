package io.election4j.jdbc;

import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.ElectionContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgreSqlElectionTest extends ElectionContract {

  private static TestServer server;

  @BeforeAll
  static void startServer() {
    server = TestServers.postgreSql();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected LeaseStore createStore() {
    return Place.of(server).store().build();
  }
}
