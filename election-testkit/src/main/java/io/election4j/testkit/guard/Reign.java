package io.election4j.testkit.guard;

import static java.util.Objects.requireNonNull;

import io.election4j.Leadership;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.time.Duration;

/**
 * A leadership as a process has it that was paused just after it looked: it believes itself in
 * office for ever.
 */
record Reign(String election, long term, LeaseId lease) implements Leadership {

  static Reign of(ElectionRecord record) {
    return new Reign(record.election(), record.term(), requireNonNull(record.holder(), "holder"));
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
