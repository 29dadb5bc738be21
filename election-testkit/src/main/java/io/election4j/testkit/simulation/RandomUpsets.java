package io.election4j.testkit.simulation;

import io.election4j.testkit.oracle.Upsets;

/** Now and then a lock is not to be had, or the connection breaks while rows are read. */
record RandomUpsets(Dice dice) implements Upsets {

  @Override
  public boolean refuses(String election) {
    return dice.chance(0.01);
  }

  @Override
  public int toldOf(int changed) {
    return dice.chance(0.01) ? dice.below(changed + 1) : -1;
  }

  @Override
  public int overlap() {
    return dice.below(2);
  }
}
