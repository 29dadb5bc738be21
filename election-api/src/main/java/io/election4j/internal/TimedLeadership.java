package io.election4j.internal;

import io.election4j.Leadership;
import io.election4j.Predecessor;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;

/** A leadership that is valid as long as its lease is trusted and nothing has ended it. */
record TimedLeadership(
    String election,
    long term,
    Predecessor predecessor,
    TermValidity validity,
    Publications publications)
    implements Leadership {

  @Override
  public LeaseId lease() {
    return validity.lease();
  }

  @Override
  public boolean isValid() {
    return validity.remainingNanos() > 0;
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(validity.remainingNanos());
  }

  @Override
  public long deadlineNanos() {
    return validity.deadlineNanos();
  }

  @Override
  public Mono<Void> ready() {
    return publications.ready(Map.of());
  }

  @Override
  public Mono<Void> ready(Map<String, String> attributes) {
    return publications.ready(attributes);
  }

  @Override
  public Mono<Void> proclaim(String value) {
    return publications.proclaim(value);
  }

  void end() {
    validity.end();
    publications.end();
  }

  @Override
  public String toString() {
    return "Leadership[election="
        + election
        + ", term="
        + term
        + ", remaining="
        + remaining()
        + "]";
  }
}
