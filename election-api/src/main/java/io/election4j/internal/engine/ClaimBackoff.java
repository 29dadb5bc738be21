package io.election4j.internal.engine;

import io.election4j.spi.ElectionRecord;
import java.time.Duration;

/**
 * How far candidates that know nothing of each other spread their claims of one vacancy. A process
 * that never lost a claim goes at once; each lost one widens the time over which it draws its
 * moment, and each one won narrows it, much as senders on a shared wire back off after a collision
 * (after Metcalfe and Boggs).
 */
final class ClaimBackoff {

  private static final int WIDENS = 8;
  private static final int NARROWS = 2;

  /** So many of a crowd may claim while a write takes. */
  private static final int AT_ONCE = 3;

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final int salt;
  private final Duration first;
  private final Duration longest;
  private Duration width = Duration.ZERO;

  /**
   * Creates that of a process that has lost nothing.
   *
   * @param name of the candidate, by which processes draw differently
   * @param first the time over which those draw who have just lost for the first time
   * @param longest the longest such time
   */
  ClaimBackoff(String name, Duration first, Duration longest) {
    salt = name.hashCode();
    this.first = first;
    this.longest = longest;
  }

  /** Some of what we claimed went to somebody else. */
  void lost() {
    Duration wider = width.isZero() ? first : width.multipliedBy(WIDENS);
    width = shorter(wider, longest);
  }

  /** We got all that we claimed. */
  void won() {
    width = width.compareTo(SHORTEST) < 0 ? Duration.ZERO : width.dividedBy(NARROWS);
  }

  /**
   * So many others were seen to want the same.
   *
   * @param all whether these are all that there are
   * @param write how long a write takes
   */
  void saw(int others, boolean all, Duration write) {
    Duration wide = shorter(write.multipliedBy(others).dividedBy(AT_ONCE), longest);
    width = all || wide.compareTo(width) > 0 ? wide : width;
  }

  /** Returns the time over which those draw who have just lost for the first time. */
  Duration first() {
    return first;
  }

  /** Returns the longest time over which to draw. */
  Duration longest() {
    return longest;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Returns how long to wait with a claim of this vacancy. */
  Duration wait(ElectionRecord vacancy) {
    long drawn = ClaimOrder.mixed(31 * vacancy.revision() + salt, vacancy);
    double share = (drawn >>> 11) * 0x1p-53;
    return Duration.ofNanos((long) (share * width.toNanos()));
  }
}
