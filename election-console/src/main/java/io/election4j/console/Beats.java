package io.election4j.console;

import io.election4j.cli.LeaseView;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * When each lease was last seen to change.
 *
 * <p>Not safe for use by many threads.
 */
final class Beats {

  private record Beat(LeaseView lease, long atNanos) {}

  private Map<String, Beat> beats = Map.of();

  /** Takes in all leases that there are; forgets the others. */
  void read(Collection<LeaseView> leases, long nowNanos) {
    Map<String, Beat> next = new HashMap<>();
    for (LeaseView lease : leases) {
      next.computeIfAbsent(lease.id(), id -> beat(lease, nowNanos));
    }
    beats = next;
  }

  private Beat beat(LeaseView lease, long nowNanos) {
    Beat before = beats.get(lease.id());
    boolean same = before != null && Objects.equals(before.lease().version(), lease.version());
    return same && before != null ? before : new Beat(lease, nowNanos);
  }

  /** Returns for each lease when it was last seen to change. */
  Map<String, Long> changedNanos() {
    Map<String, Long> changed = new HashMap<>();
    beats.forEach((id, beat) -> changed.put(id, beat.atNanos()));
    return changed;
  }
}
