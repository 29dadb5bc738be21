package io.election4j.proof.chaos;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.spi.LeaseStore;

/**
 * A kind of store, as candidates need it. Implementations have a public constructor without
 * parameters: every candidate, a process of its own, makes one by its class name.
 */
public interface ChaosStore {

  /**
   * Returns what a candidate is told of where the store is: the same for all unless said otherwise.
   *
   * @param candidate its name, the letter c and a number that counts from 1
   */
  default ServerAddress told(String candidate, ServerAddress address) {
    return address;
  }

  /** Returns a store; nothing is sent to it yet. */
  LeaseStore open(ServerAddress address);

  /** Returns the resource that leaders write; nothing is sent to it yet. */
  Ledger ledger(ServerAddress address);
}
