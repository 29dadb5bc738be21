package io.election4j.internal;

import io.election4j.Leadership;
import io.election4j.Predecessor;
import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.Deadline;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.internal.engine.Input;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** A leadership that is valid as long as its lease is trusted and nothing has ended it. */
final class TimedLeadership implements Leadership {

  /** Of most elections there never was one: kept once only. */
  private static final Predecessor NO_PREDECESSOR =
      new Predecessor(Optional.empty(), "", Duration.ZERO);

  /** How long one lease may be acted upon; written by the engine's thread, read by all. */
  static final class Trust {

    private final LeaseId lease;
    private final EngineLoop loop;
    private volatile Deadline until;

    Trust(LeaseId lease, Deadline until, EngineLoop loop) {
      this.lease = lease;
      this.until = until;
      this.loop = loop;
    }

    LeaseId lease() {
      return lease;
    }

    void until(Deadline later) {
      until = later;
    }

    long remainingNanos() {
      // The deadline is read before the clock, so that a thread held up in between sees the older
      // of two deadlines.
      Deadline deadline = until;
      ClockReading now = loop.clocks().now();
      return deadline.remainingNanos(now);
    }
  }

  private final String election;
  private final long term;
  private final Predecessor predecessor;
  private final Trust trust;
  private final Publications publications;
  private volatile boolean over;

  TimedLeadership(EngineEvent.Elected won, Trust trust, Publications publications) {
    this.election = won.election();
    this.term = won.term();
    this.predecessor = predecessor(won);
    this.trust = trust;
    this.publications = publications;
  }

  private static Predecessor predecessor(EngineEvent.Elected won) {
    Predecessor known =
        new Predecessor(Optional.ofNullable(won.former()), won.record().value(), won.leaderless());
    return known.equals(NO_PREDECESSOR) ? NO_PREDECESSOR : known;
  }

  @Override
  public String election() {
    return election;
  }

  @Override
  public long term() {
    return term;
  }

  @Override
  public LeaseId lease() {
    return trust.lease();
  }

  @Override
  public Predecessor predecessor() {
    return predecessor;
  }

  // == How long it is valid ==

  @Override
  public boolean isValid() {
    return remainingNanos() > 0;
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(remainingNanos());
  }

  private long remainingNanos() {
    if (over) {
      return 0;
    }
    long remaining = trust.remainingNanos();
    if (remaining == 0 && !over) {
      over = true;
      trust.loop.submit(new Input.Lapsed(election, term));
    }
    // Once somebody has seen it over, it is over for everyone, even if a later deadline is
    // published after that.
    return over ? 0 : remaining;
  }

  @Override
  public long deadlineNanos() {
    // The clock is read first: if this thread is held up in between, the result is too early, never
    // too late.
    long now = trust.loop.clocks().nanos();
    return now + remainingNanos();
  }

  void end() {
    over = true;
    publications.end();
  }

  // == What followers are told ==

  Publications publications() {
    return publications;
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

  @Override
  public String toString() {
    return "Leadership[election=%s, term=%s, remaining=%s]".formatted(election, term, remaining());
  }
}
