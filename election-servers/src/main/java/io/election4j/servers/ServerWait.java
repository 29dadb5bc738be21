package io.election4j.servers;

import java.time.Duration;

/** Waiting for a server to answer, with a bound. */
final class ServerWait {

  private static final long MOMENT_MILLIS = 10;

  private final long startedNanos = System.nanoTime();
  private final Duration limit;

  ServerWait(Duration limit) {
    this.limit = limit;
  }

  boolean isOver() {
    return System.nanoTime() - startedNanos > limit.toNanos();
  }

  void aMoment() {
    try {
      Thread.sleep(MOMENT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a server", e);
    }
  }
}
