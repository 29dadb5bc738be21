package io.election4j;

import io.election4j.internal.Bounds;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The durations an election runs on, with their relations checked.
 *
 * <p>With T the lease and D = 0.8 T the time a process trusts itself after a renewal was sent:
 * {@code heartbeat + 2 x operationTimeout + grace <= D}, so that two whole attempts to renew fit
 * before a leader has to stop. Rivals wait T of silence on their own clocks, so clocks may run
 * apart at 1.25 to 1. All durations are whole milliseconds.
 *
 * @param lease T: how long a silent process counts as live. 500 ms to 1 h; 15 s unless set.
 *     Shorter: a crash is healed sooner, but a slow store costs leadership
 * @param heartbeat how often the lease is renewed; T/5 unless set
 * @param grace how long before D a leader that cannot renew stops its work; min(2 s, 2T/15) unless
 *     set
 * @param operationTimeout how long one operation may take before its outcome counts as unknown;
 *     min(3 s, T/5, (D - heartbeat - grace)/2) unless set, at least 100 ms
 * @param poll how often the store is read; min(500 ms, T/15) unless set
 */
public record Timing(
    Duration lease, Duration heartbeat, Duration grace, Duration operationTimeout, Duration poll) {

  private static final Duration SHORTEST_LEASE = Duration.ofMillis(500);
  private static final Duration LONGEST_LEASE = Duration.ofHours(1);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
  private static final Duration SHORTEST = Duration.ofMillis(1);

  public Timing {
    Bounds.range("lease", lease, SHORTEST_LEASE, LONGEST_LEASE);
    Duration trust = trust(lease);
    Bounds.range("heartbeat", heartbeat, SHORTEST, trust);
    Bounds.range("grace", grace, SHORTEST, trust);
    Bounds.range("poll", poll, SHORTEST, lease);
    Bounds.range("operationTimeout", operationTimeout, SHORTEST_TIMEOUT, trust);
    Duration needed = heartbeat.plus(operationTimeout.multipliedBy(2)).plus(grace);
    if (needed.compareTo(trust) > 0) {
      throw new IllegalArgumentException(
          ("heartbeat + 2 x operationTimeout + grace = %s + 2 x %s + %s = %s,"
                  + " more than 0.8 x lease = %s")
              .formatted(texts(heartbeat, operationTimeout, grace, needed, trust)));
    }
  }

  /** Returns the timing of a lease with everything else derived from it. */
  public static Timing ofLease(Duration lease) {
    return of(lease, null, null, null, null);
  }

  /**
   * Returns a timing in which each {@code null} but the lease's (15 s) is derived from the others.
   */
  static Timing of(
      @Nullable Duration lease,
      @Nullable Duration heartbeat,
      @Nullable Duration grace,
      @Nullable Duration operationTimeout,
      @Nullable Duration poll) {
    Duration t = lease != null ? lease : Duration.ofSeconds(15);
    Bounds.range("lease", t, SHORTEST_LEASE, LONGEST_LEASE);
    Duration h = heartbeat != null ? heartbeat : millis(t.toMillis() / 5);
    Duration g = grace != null ? grace : min(Duration.ofSeconds(2), millis(t.toMillis() * 2 / 15));
    Bounds.range("heartbeat", h, SHORTEST, trust(t));
    Bounds.range("grace", g, SHORTEST, trust(t));
    Duration left = millis(trust(t).minus(h).minus(g).toMillis() / 2);
    Duration o =
        operationTimeout != null
            ? operationTimeout
            : min(min(Duration.ofSeconds(3), millis(t.toMillis() / 5)), left);
    if (operationTimeout == null && o.compareTo(SHORTEST_TIMEOUT) < 0) {
      throw new IllegalArgumentException(
          ("heartbeat %s and grace %s leave %s for each of two attempts to renew before"
                  + " 0.8 x lease = %s, less than %s")
              .formatted(texts(h, g, o, trust(t), SHORTEST_TIMEOUT)));
    }
    Duration p = poll != null ? poll : min(Duration.ofMillis(500), millis(t.toMillis() / 15));
    return new Timing(t, h, g, o, p);
  }

  /** Returns D = 0.8 T: how long after a renewal was sent a process may act on it. */
  public Duration trust() {
    return trust(lease);
  }

  /**
   * Returns the longest time from the crash of a leader to the next claim, to which a few round
   * trips to the store are to be added: T + 2 x poll.
   */
  public Duration worstCaseFailover() {
    return lease.plus(poll.multipliedBy(2));
  }

  private static Object[] texts(Duration... durations) {
    return Stream.of(durations).map(Bounds::text).toArray();
  }

  private static Duration trust(Duration lease) {
    return millis(lease.toMillis() * 4 / 5);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
