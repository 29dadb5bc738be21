package io.election4j.proof.chaos.databases;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.ChaosStore;
import io.election4j.proof.chaos.Ledger;
import io.election4j.spi.LeaseStore;

/** MySQL, MariaDB and PostgreSQL, by R2DBC or by JDBC as the URL says. */
public final class SqlChaosStore implements ChaosStore {

  @Override
  public LeaseStore open(ServerAddress address) {
    return address.store(false);
  }

  @Override
  public Ledger ledger(ServerAddress address) {
    return new SqlLedger(address);
  }
}
