package io.election4j.jdbc;

import io.election4j.servers.TestServers;

class PostgreSqlGuardContractTest extends JdbcGuardContract {

  PostgreSqlGuardContractTest() {
    super(TestServers.postgreSql());
  }
}
