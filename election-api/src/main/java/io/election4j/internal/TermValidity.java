package io.election4j.internal;

import io.election4j.internal.engine.ClockReading;
import io.election4j.internal.engine.Deadline;
import io.election4j.internal.engine.Input;
import io.election4j.spi.LeaseId;

/** That a term may be acted upon: as long as its lease is trusted and nothing has ended it. */
final class TermValidity {

  private final Trust trust;
  private final Clocks clocks;
  private final EngineLoop loop;
  private final String election;
  private final long term;
  private volatile boolean over;

  /**
   * Creates what is valid.
   *
   * @param loop is told when somebody was the first to be told that it is not any more
   */
  TermValidity(Trust trust, Clocks clocks, EngineLoop loop, String election, long term) {
    this.trust = trust;
    this.clocks = clocks;
    this.loop = loop;
    this.election = election;
    this.term = term;
  }

  /** Returns the lease that it depends on. */
  LeaseId lease() {
    return trust.lease();
  }

  long remainingNanos() {
    if (over) {
      return 0;
    }
    // The deadline is read before the clock, so that a thread held up in between sees the older of
    // two deadlines.
    Deadline until = trust.until();
    ClockReading now = clocks.now();
    long remaining = until.remainingNanos(now);
    if (remaining == 0 && !over) {
      over = true;
      loop.submit(new Input.Lapsed(election, term));
    }
    // Once somebody has seen it over, it is over for everyone, even if a later deadline is
    // published after that.
    return over ? 0 : remaining;
  }

  long deadlineNanos() {
    // The clock is read first: if this thread is held up in between, the result is too early, never
    // too late.
    long now = clocks.nanos();
    return now + remainingNanos();
  }

  void end() {
    over = true;
  }
}
