package io.election4j.internal;

import io.election4j.internal.engine.Deadline;
import io.election4j.spi.LeaseId;
import org.jspecify.annotations.Nullable;

/** How long one lease may be acted upon; written by the engine's thread, read by all. */
final class Trust {

  static final Deadline NEVER = new Deadline(Long.MIN_VALUE / 2, Long.MIN_VALUE / 2);

  private final LeaseId lease;
  private volatile Deadline until;

  Trust(LeaseId lease, Deadline until) {
    this.lease = lease;
    this.until = until;
  }

  boolean isOf(@Nullable LeaseId other) {
    return lease.equals(other);
  }

  LeaseId lease() {
    return lease;
  }

  Deadline until() {
    return until;
  }

  void extend(Deadline later) {
    until = later;
  }
}
