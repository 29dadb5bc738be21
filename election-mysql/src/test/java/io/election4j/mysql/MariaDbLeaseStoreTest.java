package io.election4j.mysql;

import io.election4j.servers.TestServers;

class MariaDbLeaseStoreTest extends SqlStoreContract {

  MariaDbLeaseStoreTest() {
    super(TestServers::mariadb);
  }
}
