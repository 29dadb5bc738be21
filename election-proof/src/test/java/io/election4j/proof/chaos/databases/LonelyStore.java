package io.election4j.proof.chaos.databases;

import io.election4j.proof.chaos.ChaosAddress;
import io.election4j.proof.chaos.ChaosStore;
import io.election4j.proof.chaos.Ledger;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;

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
