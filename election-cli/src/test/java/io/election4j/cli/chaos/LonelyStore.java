package io.election4j.cli.chaos;

import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.chaos.ChaosAddress;
import io.election4j.testkit.chaos.ChaosStore;
import io.election4j.testkit.chaos.Ledger;

/** Each process has a store of its own, so that each elects itself; they share the ledger. */
public final class LonelyStore implements ChaosStore {

  @Override
  public LeaseStore open(ChaosAddress address) {
    return InMemoryLeaseStore.create();
  }

  @Override
  public Ledger ledger(ChaosAddress address) {
    return new MongoLedger(address);
  }
}
