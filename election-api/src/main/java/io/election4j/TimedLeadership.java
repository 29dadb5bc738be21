package io.election4j;

import io.election4j.engine.Deadline;
import io.election4j.engine.Moment;
import io.election4j.spi.LeaseId;
import java.time.Duration;

/** A leadership that is valid as long as its lease is trusted and nothing has ended it. */
final class TimedLeadership implements Leadership {

  private final String election;
  private final long term;
  private final Trust trust;
  private final Clocks clocks;
  private final Runnable lapsed;
  private volatile boolean over;

  /**
   * Creates a leadership that is valid.
   *
   * @param lapsed run when somebody was the first to be told that it is not any more
   */
  TimedLeadership(String election, long term, Trust trust, Clocks clocks, Runnable lapsed) {
    this.election = election;
    this.term = term;
    this.trust = trust;
    this.clocks = clocks;
    this.lapsed = lapsed;
  }

  @Override
  public String election() {
    return election;
  }

  @Override
  public long term() {
    return term;
  }

  @Override
  public LeaseId lease() {
    return trust.lease();
  }

  @Override
  public boolean isValid() {
    return remainingNanos() > 0;
  }

  @Override
  public Duration remaining() {
    return Duration.ofNanos(remainingNanos());
  }

  @Override
  public long deadlineNanos() {
    // The clock is read first: if this thread is held up in between, the result is too early, never
    // too late.
    long now = clocks.nanos();
    return now + remainingNanos();
  }

  private long remainingNanos() {
    if (over) {
      return 0;
    }
    // The deadline is read before the clock, so that a thread held up in between sees the older of
    // two deadlines.
    Deadline until = trust.until();
    Moment now = clocks.now();
    long remaining = until.remainingNanos(now);
    if (remaining == 0 && !over) {
      over = true;
      lapsed.run();
    }
    // Once somebody has seen it over, it is over for everyone, even if a later deadline is
    // published after that.
    return over ? 0 : remaining;
  }

  void end() {
    over = true;
  }

  @Override
  public String toString() {
    return "Leadership[election="
        + election
        + ", term="
        + term
        + ", remaining="
        + remaining()
        + "]";
  }
}
