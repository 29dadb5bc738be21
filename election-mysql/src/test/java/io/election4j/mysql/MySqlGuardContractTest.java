package io.election4j.mysql;

class MySqlGuardContractTest extends SqlGuardContract {

  MySqlGuardContractTest() {
    super(MySqlServer.start());
  }
}
