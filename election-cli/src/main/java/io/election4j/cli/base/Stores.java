package io.election4j.cli.base;

import io.election4j.spi.LeaseStore;

/** Opens stores; the commands' only way to them. */
public interface Stores {

  /**
   * Returns the store at an address; nothing is sent to it yet.
   *
   * @param neverCreate whether to refuse a store without its schema instead of creating it
   */
  LeaseStore open(StoreAddress address, boolean neverCreate);

  /** Returns what creates the schema, with the least grants, for a person to read and run. */
  String schema(StoreAddress address);
}
