package io.election4j.proof.chaos.databases;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.ChaosStore;
import io.election4j.proof.chaos.Ledger;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;

/** Each process has a store of its own, so that each elects itself; they share the ledger. */
public final class LonelyStore implements ChaosStore {

  @Override
  public LeaseStore open(ServerAddress address) {
    return InMemoryLeaseStore.create();
  }

  @Override
  public Ledger ledger(ServerAddress address) {
    return new MongoLedger(address);
  }
}
