package io.election4j.internal.engine;

import java.time.Duration;

/**
 * How often a lease is renewed, as far as that was seen, so that nobody has to look before the next
 * time: the shortest time between two renewals. One that came late makes it longer by so little
 * that the next one is seen in time even if it is not late: looking too early costs a read, looking
 * too late would cost time after a crash.
 */
final class Pace implements StateKey.Part {

  /** Who looks more than a poll ahead loses nothing if it is longer by such a part of one. */
  private static final int GROWS = 4;

  /** It is such a part of the time that the lease counts for at the most. */
  private static final int LONGEST = 3;

  /** After so many changes of which the first came at an unknown time, two intervals are known. */
  private static final int KNOWN = 3;

  private final long growth;
  private int changes;
  private long shortest;

  Pace(Duration poll) {
    growth = poll.toNanos() / GROWS;
  }

  /**
   * The lease was seen to have been renewed.
   *
   * @param times how often since it was looked at before
   * @param sinceNanos how long after it was seen to change before
   * @param ttlNanos how long it counts for
   */
  void renewed(long times, long sinceNanos, long ttlNanos) {
    if (times <= 0) {
      forget();
      return;
    }
    if (changes > 0) {
      long seen = Math.min(sinceNanos / times, ttlNanos / LONGEST);
      shortest = changes == 1 ? seen : Math.min(seen, shortest + growth);
    }
    changes = Math.min(changes + 1, KNOWN);
  }

  /** Nothing is known of it any more. */
  void forget() {
    changes = 0;
    shortest = 0;
  }

  /** Returns the time from one renewal to the next; 0 if it is not known. */
  long nanos() {
    return changes < KNOWN ? 0 : shortest;
  }

  @Override
  public void addTo(StateKey key) {
    key.add(changes, shortest);
  }
}
