package io.election4j.proof.simulation;

import io.election4j.proof.oracle.StoreFaults;

/** Now and then a lock is not to be had, or the connection breaks while rows are read. */
record RandomStoreFaults(Simulation world, SeededRandom random) implements StoreFaults {

  @Override
  public boolean refuses(String election) {
    return befalls(Fault.REFUSAL);
  }

  @Override
  public int toldOf(int changed) {
    return befalls(Fault.BROKEN_ANSWER) ? random.below(changed + 1) : -1;
  }

  private boolean befalls(Fault fault) {
    boolean befalls = !world.inPeace() && world.settings().has(fault) && random.chance(0.02);
    if (befalls) {
      world.reach().happened(fault);
    }
    return befalls;
  }

  @Override
  public int overlap() {
    return random.below(2);
  }
}
