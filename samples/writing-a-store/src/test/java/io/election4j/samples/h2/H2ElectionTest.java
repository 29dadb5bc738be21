package io.election4j.samples.h2;

import io.election4j.spi.LeaseStore;
import io.election4j.testkit.ElectionContract;

class H2ElectionTest extends ElectionContract {

  @Override
  protected LeaseStore createStore() {
    return H2LeaseStore.of("jdbc:h2:mem:elections", "sa", "");
  }
}
