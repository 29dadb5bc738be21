package io.election4j.testkit;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;

class InMemoryLeaseStoreContractTest extends LeaseStoreContract {

  private final InMemoryLeaseStore data = InMemoryLeaseStore.create();

  @Override
  protected LeaseStore createStore() {
    return data.connect();
  }

  @Override
  protected void declare(Capabilities can) {
    can.anotherCopy(InMemoryLeaseStore::create);
  }
}
