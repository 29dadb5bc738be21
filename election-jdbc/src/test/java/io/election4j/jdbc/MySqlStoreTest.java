package io.election4j.jdbc;

import io.election4j.servers.TestServers;

class MySqlStoreTest extends JdbcStoreContract {

  MySqlStoreTest() {
    super(TestServers::mysql);
  }
}
