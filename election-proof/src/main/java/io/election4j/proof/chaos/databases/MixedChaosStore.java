package io.election4j.proof.chaos.databases;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.proof.chaos.ChaosStore;
import io.election4j.proof.chaos.Ledger;
import io.election4j.spi.LeaseStore;

/**
 * A server of the MySQL family that candidates reach by turns: those of odd numbers by R2DBC, those
 * of even numbers by JDBC. Which way it was is in what each of them writes first.
 */
public final class MixedChaosStore implements ChaosStore {

  @Override
  public ServerAddress told(String candidate, ServerAddress address) {
    boolean odd = Integer.parseInt(candidate.substring(1)) % 2 == 1;
    return odd
        ? address
        : new ServerAddress("jdbc:" + address.url(), address.password(), address.routes());
  }

  @Override
  public LeaseStore open(ServerAddress address) {
    return address.store(false);
  }

  @Override
  public Ledger ledger(ServerAddress address) {
    return new SqlLedger(address);
  }
}
