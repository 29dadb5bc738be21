package io.election4j.demo;

import io.election4j.cli.base.StoreAddress;
import java.util.Map;

/**
 * A database that a demonstration's candidates meet on.
 *
 * @param address where it is
 * @param server what it is, for a person
 * @param closing ends it, if it was started for the demonstration
 */
record DatabaseDemoStore(StoreAddress address, String server, Runnable closing)
    implements DemoStore {

  @Override
  public String store() {
    return address.kind() == StoreAddress.Kind.MYSQL ? "mysql" : "mongo";
  }

  @Override
  public Map<String, String> environment() {
    return address
        .password()
        .map(secret -> Map.of(ADDRESS, address.url(), SECRET, secret.reveal()))
        .orElse(Map.of(ADDRESS, address.url()));
  }

  @Override
  public void close() {
    closing.run();
  }
}
