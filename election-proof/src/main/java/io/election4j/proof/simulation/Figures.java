package io.election4j.proof.simulation;

import io.election4j.proof.oracle.Tally;

/**
 * What happened in some runs.
 *
 * @param runs how many
 * @param seen by the oracle
 * @param reach which faults there were, and what they met
 * @param simulatedNanos true time that passed
 */
record Figures(long runs, Tally seen, Reach reach, long simulatedNanos) {

  static Figures none() {
    return new Figures(0, Tally.NONE, new Reach(), 0);
  }

  /** Returns the sum; the reach of this one is used up. */
  Figures plus(Figures more) {
    reach.plus(more.reach);
    return new Figures(
        runs + more.runs, seen.plus(more.seen), reach, simulatedNanos + more.simulatedNanos);
  }
}
