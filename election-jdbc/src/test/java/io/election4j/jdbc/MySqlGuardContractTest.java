package io.election4j.jdbc;

import io.election4j.servers.TestServers;

class MySqlGuardContractTest extends JdbcGuardContract {

  MySqlGuardContractTest() {
    super(TestServers.mysql());
  }
}
