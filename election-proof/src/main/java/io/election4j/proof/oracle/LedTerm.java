package io.election4j.proof.oracle;

import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.Deadline;
import io.election4j.spi.LeaseId;
import org.jspecify.annotations.Nullable;

/** One term as the user's code sees it: valid while its lease is trusted, then over for ever. */
final class LedTerm {

  /** How long one lease is trusted. */
  static final class Trust {
    final LeaseId lease;
    Deadline until;

    /** How often the store had forgotten something when the renewal was sent that this rests on. */
    int losses;

    Trust(LeaseId lease, Deadline until, int losses) {
      this.lease = lease;
      this.until = until;
      this.losses = losses;
    }

    boolean passed(ClockReading now) {
      return now.nanos() - until.nanos() >= 0 || now.wallMillis() >= until.wallMillis();
    }
  }

  final String election;
  final long term;
  final Trust trust;

  /**
   * The lease it was taken from, if the store forgot something after that was seen to be ended and
   * before it was taken; {@code null} if nothing was.
   */
  @Nullable LeaseId forgotten;

  /** Whether the engine has ended it. */
  boolean ceased;

  /** When its work was told to stop; {@code null} before. */
  @Nullable ClockReading stopping;

  /** Whether somebody has seen that it is over. */
  boolean lapsed;

  /** Whether the engine can have seen that. */
  boolean noticed;

  LedTerm(String election, long term, Trust trust) {
    this.election = election;
    this.term = term;
    this.trust = trust;
  }

  LeaseId lease() {
    return trust.lease;
  }

  /** Returns whether one was taken from the other, whose end the store had forgotten. */
  static boolean unknowing(LedTerm one, LedTerm two) {
    return two.lease().equals(one.forgotten) || one.lease().equals(two.forgotten);
  }

  boolean over() {
    return ceased || lapsed;
  }

  boolean valid(ClockReading now) {
    return !over() && !trust.passed(now);
  }

  @Override
  public String toString() {
    return election + " in term " + term + " under " + lease();
  }
}
