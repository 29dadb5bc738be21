package io.election4j.testkit;

import io.election4j.spi.Lease;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a lease, as far as it changes.
 *
 * @param version 0 unless it is LIVE
 */
record LeaseState(boolean present, boolean live, long version) {

  static final LeaseState ABSENT = new LeaseState(false, false, 0);
  static final LeaseState ENDED = new LeaseState(true, false, 0);

  static LeaseState live(long version) {
    return new LeaseState(true, true, version);
  }

  static LeaseState of(@Nullable Lease lease) {
    if (lease == null) {
      return ABSENT;
    }
    return lease.live() ? live(lease.version()) : ENDED;
  }

  @Override
  public String toString() {
    if (!present) {
      return "absent";
    }
    return live ? "LIVE at version " + version : "ENDED";
  }
}
