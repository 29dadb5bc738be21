package io.election4j.internal.engine;

import io.election4j.Candidate;
import io.election4j.spi.ElectionRecord;

/** What a leader wants its followers to be told. */
record Publication(Candidate leader, String value) {

  /** Returns whether a record says so. */
  boolean isIn(ElectionRecord record) {
    return leader.equals(record.leader()) && value.equals(record.value());
  }
}
