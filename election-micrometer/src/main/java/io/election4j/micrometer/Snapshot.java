package io.election4j.micrometer;

import io.election4j.ElectionStatus;
import io.election4j.ElectionStatus.Role;
import io.election4j.Elections;
import io.election4j.ElectionsStatus;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is so now, taken at most once a second, since a registry asks for each gauge by itself. */
final class Snapshot {

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Elections elections;
  private @Nullable ElectionsStatus status;
  private Map<Role, Integer> counts = Map.of();
  private long takenNanos;

  Snapshot(Elections elections) {
    this.elections = elections;
  }

  synchronized ElectionsStatus status() {
    ElectionsStatus known = status;
    if (known == null || System.nanoTime() - takenNanos > FRESH_NANOS) {
      known = elections.status();
      takenNanos = System.nanoTime();
      status = known;
      counts = counts(known);
    }
    return known;
  }

  synchronized int count(Role role) {
    status();
    return counts.getOrDefault(role, 0);
  }

  private static Map<Role, Integer> counts(ElectionsStatus status) {
    Map<Role, Integer> counts = new EnumMap<>(Role.class);
    for (ElectionStatus one : status.elections()) {
      if (one.running()) {
        counts.merge(one.role(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** Returns what is so in one election now. */
  Optional<ElectionStatus> of(String election) {
    return elections.status().elections().stream()
        .filter(one -> one.election().equals(election))
        .findFirst();
  }
}
