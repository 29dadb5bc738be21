package io.election4j.cli.chaos;

import io.election4j.mongo.MongoLeaseStore;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.chaos.ChaosAddress;
import io.election4j.testkit.chaos.ChaosStore;
import io.election4j.testkit.chaos.Ledger;

/** MongoDB. */
public final class MongoChaosStore implements ChaosStore {

  @Override
  public LeaseStore open(ChaosAddress address) {
    MongoLeaseStore.Builder builder = MongoLeaseStore.builder(MongoSession.direct(address).url());
    String password = address.password();
    return (password == null ? builder : builder.password(password)).build();
  }

  @Override
  public Ledger ledger(ChaosAddress address) {
    return new MongoLedger(address);
  }
}
