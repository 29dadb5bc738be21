package io.election4j.mysql;

class MySqlLeaseStoreTest extends SqlStoreContract {

  MySqlLeaseStoreTest() {
    super(MySqlServer::start);
  }
}
