package io.election4j.engine.simulation;

/**
 * What happened in some runs.
 *
 * @param runs how many
 * @param steps taken by engines
 * @param elected terms begun
 * @param lost terms revoked that nobody asked to end
 * @param fences of rivals' leases asked for
 * @param ghosts claims of elections from oneself
 * @param simulatedNanos true time that passed
 */
record Figures(
    long runs, long steps, long elected, long lost, long fences, long ghosts, long simulatedNanos) {

  static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0);

  Figures plus(Figures more) {
    return new Figures(
        runs + more.runs,
        steps + more.steps,
        elected + more.elected,
        lost + more.lost,
        fences + more.fences,
        ghosts + more.ghosts,
        simulatedNanos + more.simulatedNanos);
  }
}
