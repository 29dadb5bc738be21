package io.election4j.internal;

import io.election4j.internal.engine.ClockReading;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/**
 * The two clocks of a scheduler. In Reactor a scheduler's time is monotonic in units finer than a
 * millisecond, and the wall clock's in coarser ones; virtual time is the same in all.
 */
record Clocks(Scheduler scheduler) {

  ClockReading now() {
    return new ClockReading(nanos(), scheduler.now(TimeUnit.MILLISECONDS));
  }

  /** Returns the wall clock's time, for people. */
  Instant wall() {
    return Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS));
  }

  long nanos() {
    return scheduler.now(TimeUnit.NANOSECONDS);
  }
}
