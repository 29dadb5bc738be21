package io.election4j.servers;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The fake MongoDB's wall clock: the system's, wrong by as much as it is told. */
final class FakeClock extends Clock {

  private final Clock system = Clock.systemUTC();
  private volatile long wrongSeconds;

  void wrongBy(long seconds) {
    wrongSeconds = seconds;
  }

  @Override
  public Instant instant() {
    return system.instant().plusSeconds(wrongSeconds);
  }

  @Override
  public ZoneId getZone() {
    return system.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(system.withZone(zone), java.time.Duration.ofSeconds(wrongSeconds));
  }
}
