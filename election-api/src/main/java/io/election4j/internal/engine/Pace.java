package io.election4j.internal.engine;

/**
 * How often a lease is renewed, as far as that was seen, so that nobody has to look before the next
 * time. A renewal that was missed or late makes it longer by little, one that was early makes it
 * shorter at once: looking too early costs a read, looking too late would cost time after a crash.
 */
final class Pace implements StateKey.Part {

  /** It grows by such a part of itself at the most. */
  private static final int GROWS = 8;

  /** It is such a part of the time that the lease counts for at the most. */
  private static final int LONGEST = 3;

  /** Whether the last change was seen to happen, and not only that there had been one. */
  private boolean begun;

  private long nanos;

  /**
   * The lease was seen to have been renewed.
   *
   * @param times how often since it was looked at before
   * @param sinceNanos how long after it was seen to change before
   * @param ttlNanos how long it counts for
   */
  void renewed(long times, long sinceNanos, long ttlNanos) {
    if (begun && times > 0) {
      long seen = Math.min(sinceNanos / times, ttlNanos / LONGEST);
      nanos = nanos == 0 ? seen : Math.min(seen, nanos + nanos / GROWS);
    }
    begun = true;
  }

  /** Nothing is known of it any more. */
  void forget() {
    begun = false;
    nanos = 0;
  }

  /** Returns the time from one renewal to the next; 0 if it is not known. */
  long nanos() {
    return nanos;
  }

  @Override
  public void addTo(StateKey key) {
    key.add(begun, nanos);
  }
}
