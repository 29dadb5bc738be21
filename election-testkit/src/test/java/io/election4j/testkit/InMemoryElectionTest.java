package io.election4j.testkit;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;

class InMemoryElectionTest extends ElectionContract {

  private final InMemoryLeaseStore data = InMemoryLeaseStore.create();

  @Override
  protected LeaseStore createStore() {
    return data.connect();
  }
}
