package io.election4j.internal;

import io.election4j.internal.engine.EngineEvent;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** How long this process's lease may be acted upon. */
final class LeaseTrust {

  private final Listeners<Long> deadlines;
  private volatile @Nullable Trust trust;

  LeaseTrust(Listeners<Long> deadlines) {
    this.deadlines = deadlines;
  }

  void on(EngineEvent.Trusted trusted) {
    Trust current = trust;
    if (current != null && current.isOf(trusted.lease())) {
      current.extend(trusted.until());
    } else {
      trust = new Trust(trusted.lease(), trusted.until());
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
    return Optional.ofNullable(trust).map(Trust::lease);
  }

  boolean isOurs(LeaseId holder) {
    Trust current = trust;
    return current != null && current.isOf(holder);
  }

  Duration remaining(Clocks clocks) {
    Trust current = trust;
    return current == null
        ? Duration.ZERO
        : Duration.ofNanos(current.until().remainingNanos(clocks.now()));
  }

  /** Returns the trust in this lease: none if it is not the newest any more. */
  Trust of(LeaseId lease) {
    Trust current = trust;
    return current != null && current.isOf(lease) ? current : new Trust(lease, Trust.NEVER);
  }
}
