package io.election4j.mysql;

import io.election4j.servers.TestServers;

class MySqlLeaseStoreTest extends SqlStoreContract {

  MySqlLeaseStoreTest() {
    super(TestServers.mysql());
  }
}
