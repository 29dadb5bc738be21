package io.election4j.demo;

import io.election4j.demo.harness.ServerAddress;

/**
 * A store that candidates of several processes can meet on.
 *
 * @param store its kind: {@code mysql}, {@code mongo}, {@code memory}
 * @param server what it is, for a person; never with a password
 * @param address where it is
 * @param closing ends what was started for the demonstration
 */
record DemoStore(String store, String server, ServerAddress address, Runnable closing)
    implements AutoCloseable {

  @Override
  public void close() {
    closing.run();
  }
}
