package io.election4j.jdbc;

import io.election4j.servers.TestServers;

class MariaDbStoreTest extends JdbcStoreContract {

  MariaDbStoreTest() {
    super(TestServers::mariadb);
  }
}
