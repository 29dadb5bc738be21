package io.election4j.testkit;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;

class InMemoryGroupTest extends ElectionGroupContract {

  private final InMemoryLeaseStore data = InMemoryLeaseStore.create();

  @Override
  protected LeaseStore createStore() {
    return data.connect();
  }
}
