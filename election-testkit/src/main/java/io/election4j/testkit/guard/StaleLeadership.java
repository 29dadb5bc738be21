package io.election4j.testkit.guard;

import static java.util.Objects.requireNonNull;

import io.election4j.Leadership;
import io.election4j.Predecessor;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * A leadership as a process has it that was paused just after it looked: it believes itself the
 * leader for ever.
 *
 * @param election as in {@link Leadership#election()}
 * @param term as in {@link Leadership#term()}
 * @param lease as in {@link Leadership#lease()}
 */
public record StaleLeadership(String election, long term, LeaseId lease) implements Leadership {

  /** Returns the leadership of whoever holds this record. */
  public static StaleLeadership of(ElectionRecord record) {
    return new StaleLeadership(
        record.election(), record.term(), requireNonNull(record.holder(), "holder"));
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

  @Override
  public Predecessor predecessor() {
    return new Predecessor(Optional.empty(), "", Duration.ZERO);
  }

  @Override
  public Mono<Void> ready(Map<String, String> attributes) {
    return Mono.error(new UnsupportedOperationException("no election is behind this leadership"));
  }

  @Override
  public Mono<Void> ready() {
    return ready(Map.of());
  }

  @Override
  public Mono<Void> proclaim(String value) {
    return ready();
  }
}
