package io.election4j.mysql;

import io.election4j.spi.ElectionRecord;
import java.util.List;
import java.util.Optional;

/**
 * A kind of conditional write of records.
 *
 * @param <T> one such write
 */
interface RecordWrite<T> {

  /** Returns the record it is about. */
  String election(T one);

  /** Returns whether the record as stored still fulfils the condition. */
  boolean due(T one, ElectionRecord stored);

  /**
   * Returns one statement for all of these, which changes exactly those that fulfil their condition
   * and sets the stamp on them.
   */
  Sql update(List<T> several, long stamp);

  /** Returns what the record is after this write, if that can be told without reading it. */
  default Optional<ElectionRecord> result(T one) {
    return Optional.empty();
  }

  /** Returns the most that one statement should take. */
  int batch();
}
