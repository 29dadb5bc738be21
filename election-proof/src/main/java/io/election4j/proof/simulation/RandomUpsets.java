package io.election4j.proof.simulation;

import io.election4j.proof.oracle.Upsets;

/** Now and then a lock is not to be had, or the connection breaks while rows are read. */
record RandomUpsets(Simulation world, Dice dice) implements Upsets {

  @Override
  public boolean refuses(String election) {
    return befalls(Fault.REFUSAL);
  }

  @Override
  public int toldOf(int changed) {
    return befalls(Fault.BROKEN_ANSWER) ? dice.below(changed + 1) : -1;
  }

  private boolean befalls(Fault fault) {
    boolean befalls = !world.inPeace() && world.settings().has(fault) && dice.chance(0.02);
    if (befalls) {
      world.reach().happened(fault);
    }
    return befalls;
  }

  @Override
  public int overlap() {
    return dice.below(2);
  }
}
