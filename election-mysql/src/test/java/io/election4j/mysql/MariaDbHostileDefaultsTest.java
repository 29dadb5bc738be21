package io.election4j.mysql;

import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;

class MariaDbHostileDefaultsTest extends HostileDefaultsTest {

  @Override
  TestServer start() {
    return TestServers.mariadb();
  }
}
