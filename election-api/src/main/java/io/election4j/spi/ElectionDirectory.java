package io.election4j.spi;

import reactor.core.publisher.Flux;

/** The optional ability of a {@link LeaseStore} to list elections by name. */
public interface ElectionDirectory {

  /**
   * Reads all records whose name starts with a prefix, in the order of their names' code points.
   *
   * @param prefix compared exactly; empty for all
   */
  Flux<ElectionRecord> list(String prefix);
}
