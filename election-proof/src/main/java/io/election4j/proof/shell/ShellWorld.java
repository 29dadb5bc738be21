package io.election4j.proof.shell;

import io.election4j.proof.simulation.SeededRandom;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.testkit.virtual.internal.VirtualTime;
import java.time.Duration;

/** What the processes of one run share. */
final class ShellWorld {

  private final VirtualTime time = new VirtualTime();
  private final InMemoryLeaseStore data = InMemoryLeaseStore.create();
  private final SeededRandom random;
  private final Duration lease;
  private boolean turmoil = true;

  ShellWorld(long seed) {
    random = SeededRandom.of(seed, 0);
    lease = Duration.ofMillis(1000 * (3 + random.below(13)));
  }

  VirtualTime time() {
    return time;
  }

  InMemoryLeaseStore data() {
    return data;
  }

  SeededRandom random() {
    return random;
  }

  Duration lease() {
    return lease;
  }

  /** Returns whether things go wrong at present. */
  boolean turmoil() {
    return turmoil;
  }

  /** Returns how long a single thing that goes wrong lasts at the most. */
  Duration longest() {
    return lease.multipliedBy(3);
  }

  void peace() {
    turmoil = false;
  }
}
