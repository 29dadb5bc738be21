package io.election4j.mysql;

import io.election4j.servers.TestServers;

class MariaDbGuardContractTest extends SqlGuardContract {

  MariaDbGuardContractTest() {
    super(TestServers.mariadb());
  }
}
