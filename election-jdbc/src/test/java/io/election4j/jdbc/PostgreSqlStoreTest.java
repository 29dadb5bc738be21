package io.election4j.jdbc;

import io.election4j.servers.TestServers;

class PostgreSqlStoreTest extends JdbcStoreContract {

  PostgreSqlStoreTest() {
    super(TestServers::postgreSql);
  }
}
