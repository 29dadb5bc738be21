package io.election4j.cli;

import io.election4j.cli.LeaseView.Renewal;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was read of leases, and since when each has not changed on this process's clock.
 *
 * <p>Not safe for use by many threads.
 */
final class LeaseWatch {

  private final Map<LeaseId, Seen> seen = new HashMap<>();

  /**
   * What is known of one lease.
   *
   * @param lease as read last; {@code null} if it is absent
   * @param firstNanos when it was first read
   * @param sinceNanos when it was first read as it is
   */
  private record Seen(@Nullable Lease lease, long firstNanos, long sinceNanos) {

    Seen next(@Nullable Lease now, long nanos) {
      return Objects.equals(now, lease) ? this : new Seen(now, firstNanos, nanos);
    }

    Renewal renewal(long ttlMillis, long nowNanos) {
      if (lease == null) {
        return Renewal.ABSENT;
      }
      if (!lease.live()) {
        return Renewal.ENDED;
      }
      if (nowNanos == firstNanos) {
        return Renewal.NOT_OBSERVED;
      }
      boolean changed = sinceNanos != firstNanos;
      return changed && millis(nowNanos - sinceNanos) < ttlMillis
          ? Renewal.RENEWED
          : Renewal.SILENT;
    }
  }

  /** Returns the leases that hold these records. */
  static Set<LeaseId> holders(Collection<ElectionRecord> records) {
    return records.stream()
        .map(ElectionRecord::holder)
        .flatMap(Stream::ofNullable)
        .collect(Collectors.toSet());
  }

  /** Takes in an answer: of the leases asked for, those that exist. Forgets those not asked for. */
  void read(Collection<LeaseId> asked, Collection<Lease> answer, long nowNanos) {
    Map<LeaseId, Lease> found =
        answer.stream().collect(Collectors.toMap(Lease::id, lease -> lease, (a, b) -> b));
    seen.keySet().retainAll(new HashSet<>(asked));
    for (LeaseId id : asked) {
      Lease lease = found.get(id);
      seen.merge(
          id, new Seen(lease, nowNanos, nowNanos), (before, now) -> before.next(lease, nowNanos));
    }
  }

  /** Returns what is known of the lease that holds a record; {@code null} if it is vacant. */
  @Nullable LeaseView view(ElectionRecord record, long nowNanos) {
    LeaseId holder = record.holder();
    if (holder == null) {
      return null;
    }
    return view(holder, Objects.requireNonNull(record.ttl()).toMillis(), nowNanos);
  }

  /** Returns what is known of a lease. */
  LeaseView view(LeaseId id, long ttlMillis, long nowNanos) {
    Seen known = seen.get(id);
    if (known == null) {
      return new LeaseView(id.toString(), ttlMillis, null, Renewal.NOT_OBSERVED, 0);
    }
    Lease lease = known.lease();
    Renewal renewal = known.renewal(ttlMillis, nowNanos);
    long from = renewal == Renewal.RENEWED ? known.firstNanos() : known.sinceNanos();
    return new LeaseView(
        id.toString(),
        ttlMillis,
        lease == null ? null : lease.version(),
        renewal,
        millis(nowNanos - from));
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }
}
