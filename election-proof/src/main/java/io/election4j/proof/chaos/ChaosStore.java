package io.election4j.proof.chaos;

import io.election4j.demo.harness.ServerAddress;
import io.election4j.spi.LeaseStore;

/**
 * A kind of store, as candidates need it. Implementations have a public constructor without
 * parameters: every candidate, a process of its own, makes one by its class name.
 */
public interface ChaosStore {

  /** Returns a store; nothing is sent to it yet. */
  LeaseStore open(ServerAddress address);

  /** Returns the resource that leaders write; nothing is sent to it yet. */
  Ledger ledger(ServerAddress address);
}
