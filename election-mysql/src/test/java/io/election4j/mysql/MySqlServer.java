package io.election4j.mysql;

import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import org.opentest4j.TestAbortedException;

/** The server of the suites that exist for MariaDB, too. */
final class MySqlServer {

  private MySqlServer() {}

  /** Starts it, or aborts the test where it is the one that the suite for MariaDB has anyway. */
  static TestServer start() {
    TestServer server = TestServers.mysql();
    if (server.description().matches("MariaDB .*, embedded")) {
      server.close();
      throw new TestAbortedException(
          "the suite for MySQL would run on the embedded MariaDB, as the one for MariaDB does");
    }
    return server;
  }
}
