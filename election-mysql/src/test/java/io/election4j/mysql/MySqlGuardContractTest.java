package io.election4j.mysql;

import io.election4j.servers.TestServers;

class MySqlGuardContractTest extends SqlGuardContract {

  MySqlGuardContractTest() {
    super(TestServers.mysql());
  }
}
