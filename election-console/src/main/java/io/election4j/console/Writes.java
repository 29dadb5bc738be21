package io.election4j.console;

import io.election4j.cli.base.Session;
import io.election4j.cli.base.StoreAddress;
import io.election4j.cli.base.Stores;
import java.util.Optional;

/**
 * What writes, where that is allowed.
 *
 * @param asker empty where nothing may be written
 */
record Writes(Optional<Asker> asker) implements AutoCloseable {

  static Writes none() {
    return new Writes(Optional.empty());
  }

  static Writes to(Stores stores, StoreAddress address) {
    return new Writes(Optional.of(new Asker(Session.reading(stores, address))));
  }

  @Override
  public void close() {
    asker.ifPresent(Asker::close);
  }
}
