package io.election4j.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for how long nobody was seen to lead.
 *
 * <p>Not safe for use by many threads.
 */
final class Vacancies {

  private final Map<String, Seen> seen = new HashMap<>();

  /**
   * The last vacancy of an election.
   *
   * @param sinceNanos when it was first seen
   * @param untilNanos when a leader was seen after it; {@code null} if none was
   */
  private record Seen(long sinceNanos, @Nullable Long untilNanos) {

    long millis(long nowNanos) {
      return ((untilNanos == null ? nowNanos : untilNanos) - sinceNanos) / 1_000_000;
    }
  }

  /** Returns a view just read with the time without a leader. */
  ElectionView timed(ElectionView view, long nowNanos) {
    Seen last = seen.get(view.election());
    if (view.leaderless()) {
      if (last == null || last.untilNanos() != null) {
        last = new Seen(nowNanos - silentNanos(view), null);
      }
    } else if (last != null && last.untilNanos() == null) {
      last = new Seen(last.sinceNanos(), nowNanos);
    }
    if (last == null) {
      return view;
    }
    seen.put(view.election(), last);
    return view.leaderlessFor(last.millis(nowNanos));
  }

  /** A leader that fell silent counts as gone when its time is over, but was so before. */
  private static long silentNanos(ElectionView view) {
    LeaseView lease = view.lease();
    return lease == null ? 0 : lease.observedMillis() * 1_000_000;
  }
}
