package io.election4j.internal;

import io.election4j.Candidate;
import io.election4j.internal.engine.Deadline;
import io.election4j.internal.engine.EngineEvent;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** How long this process's lease may be acted upon, and what is led under it. */
final class LeaseTrust {

  private static final Deadline NEVER = new Deadline(Long.MIN_VALUE / 2, Long.MIN_VALUE / 2);

  private final EngineLoop loop;
  private final Candidate candidate;
  private final Listeners<Long> deadlines;
  private volatile TimedLeadership.@Nullable Trust trust;

  LeaseTrust(EngineLoop loop, Candidate candidate) {
    this.loop = loop;
    this.candidate = candidate;
    this.deadlines = loop.listeners();
  }

  void on(EngineEvent.Trusted trusted) {
    TimedLeadership.Trust current = trust;
    if (current != null && current.lease().equals(trusted.lease())) {
      current.until(trusted.until());
    } else {
      trust = new TimedLeadership.Trust(trusted.lease(), trusted.until(), loop);
    }
    deadlines.emit(trusted.until().nanos());
  }

  void closed() {
    deadlines.complete();
  }

  Flux<Long> deadlines() {
    return deadlines.flux(listener -> {});
  }

  Optional<LeaseId> leaseId() {
    return Optional.ofNullable(trust).map(TimedLeadership.Trust::lease);
  }

  boolean isOurs(LeaseId holder) {
    TimedLeadership.Trust current = trust;
    return current != null && current.lease().equals(holder);
  }

  Duration remaining() {
    TimedLeadership.Trust current = trust;
    return current == null ? Duration.ZERO : Duration.ofNanos(current.remainingNanos());
  }

  /** Returns a leadership that was won: it is not valid if its lease is not the newest any more. */
  TimedLeadership leadership(EngineEvent.Elected won) {
    TimedLeadership.Trust newest = trust;
    TimedLeadership.Trust under =
        newest != null && newest.lease().equals(won.lease())
            ? newest
            : new TimedLeadership.Trust(won.lease(), NEVER, loop);
    return new TimedLeadership(won, under, new Publications(won.record(), candidate, loop));
  }
}
