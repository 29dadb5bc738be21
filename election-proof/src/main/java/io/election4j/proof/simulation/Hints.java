package io.election4j.proof.simulation;

import io.election4j.internal.engine.Input;
import io.election4j.spi.ElectionRecord;

/** What the store pushes: late, repeated, out of order, or never. */
final class Hints {

  private static final long USUAL = 50_000_000;

  private final Simulation world;
  private final Settings settings;
  private final SeededRandom random;

  Hints(Simulation world, SeededRandom random) {
    this.world = world;
    this.settings = world.settings();
    this.random = random;
  }

  /** A record was written. */
  void push(ElectionRecord record) {
    if (!settings.push()) {
      return;
    }
    for (SimulatedProcess process : world.processes()) {
      if (befalls(Fault.LOST_HINT, 0.25)) {
        continue;
      }
      push(record, process);
      while (befalls(Fault.REPEATED_HINT, 0.1)) {
        push(record, process);
      }
    }
  }

  private void push(ElectionRecord record, SimulatedProcess to) {
    long delay = random.skewed(befalls(Fault.LATE_HINT, 0.1) ? settings.latest() : USUAL);
    world.at(world.now() + delay, () -> to.submit(new Input.Hint(record)));
  }

  private boolean befalls(Fault fault, double probability) {
    boolean befalls = settings.has(fault) && random.chance(probability);
    if (befalls) {
      world.reach().happened(fault);
    }
    return befalls;
  }
}
