package io.election4j.proof.oracle;

/**
 * What an oracle has seen.
 *
 * @param steps taken by engines
 * @param elected terms begun
 * @param lost terms revoked that nobody asked to end
 * @param fences of rivals' leases asked for
 * @param ghosts claims of elections from oneself
 */
public record Tally(long steps, long elected, long lost, long fences, long ghosts) {

  /** Nothing. */
  public static final Tally NONE = new Tally(0, 0, 0, 0, 0);

  /** Returns the sum. */
  public Tally plus(Tally more) {
    return new Tally(
        steps + more.steps,
        elected + more.elected,
        lost + more.lost,
        fences + more.fences,
        ghosts + more.ghosts);
  }
}
