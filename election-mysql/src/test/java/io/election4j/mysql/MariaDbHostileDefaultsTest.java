package io.election4j.mysql;

import io.election4j.testkit.servers.TestServer;
import io.election4j.testkit.servers.TestServers;

class MariaDbHostileDefaultsTest extends HostileDefaultsTest {

  @Override
  TestServer start() {
    return TestServers.mariadb();
  }
}
