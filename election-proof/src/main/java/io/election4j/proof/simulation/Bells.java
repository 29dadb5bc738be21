package io.election4j.proof.simulation;

import io.election4j.internal.engine.Input;

/**
 * Where the store pushes nothing, it may ring: after what was written and when a process has died,
 * late, repeated, never, for nothing, or without end. What befalls hints befalls rings.
 */
final class Bells {

  private static final long USUAL = 20_000_000;

  /** Of a bell that rings without end, and how often it does. */
  private static final long SPAN = 5_000_000;

  private static final int ENDLESS = 400;

  private final Simulation world;
  private final SeededRandom random;
  private final boolean there;

  Bells(Simulation world, SeededRandom random) {
    this.world = world;
    this.random = random;
    this.there = !world.settings().push() && random.chance(0.5);
  }

  /** Something was written, or somebody has died, or neither. */
  void ring() {
    if (!there) {
      return;
    }
    for (SimulatedProcess process : world.processes()) {
      if (befalls(Fault.LOST_HINT, 0.25)) {
        continue;
      }
      ring(process, random.skewed(befalls(Fault.LATE_HINT, 0.1) ? latest() : USUAL));
      while (befalls(Fault.REPEATED_HINT, 0.1)) {
        ring(process, random.skewed(latest()));
      }
      if (befalls(Fault.REPEATED_HINT, 0.002)) {
        for (int i = 0; i < ENDLESS; i++) {
          ring(process, i * SPAN);
        }
      }
    }
  }

  private void ring(SimulatedProcess process, long delay) {
    world.at(world.now() + delay, () -> process.submit(new Input.Rung()));
  }

  private long latest() {
    return world.settings().latest();
  }

  private boolean befalls(Fault fault, double probability) {
    boolean befalls = world.settings().has(fault) && random.chance(probability);
    if (befalls) {
      world.reach().happened(fault);
    }
    return befalls;
  }
}
