package io.election4j.cli;

import io.election4j.spi.LeaseStore;

/** The stores of the modules that speak to databases. */
final class DatabaseStores implements Stores {

  @Override
  public LeaseStore open(StoreAddress address, boolean neverCreate) {
    throw new UnsupportedOperationException("until the stores are merged");
  }

  @Override
  public String schema(StoreAddress address) {
    throw new UnsupportedOperationException("until the stores are merged");
  }
}
