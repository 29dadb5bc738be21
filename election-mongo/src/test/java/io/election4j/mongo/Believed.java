package io.election4j.mongo;

import io.election4j.Leadership;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.Objects;

/** A leadership that believes itself in office for ever. */
record Believed(String election, long term, LeaseId lease) implements Leadership {

  static Believed of(ElectionRecord record) {
    return new Believed(record.election(), record.term(), Objects.requireNonNull(record.holder()));
  }

  @Override
  public boolean isValid() {
    return true;
  }

  @Override
  public Duration remaining() {
    return Duration.ofHours(1);
  }

  @Override
  public long deadlineNanos() {
    return System.nanoTime() + remaining().toNanos();
  }
}
