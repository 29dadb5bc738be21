package io.election4j;

/**
 * Says that a write was refused because the leadership it was made under is over: it was given up,
 * or somebody else has been elected since. Nothing of the write may stay: roll its transaction
 * back. Trying again cannot help.
 *
 * <p>All guards throw it: those of the stores for databases, and {@link TermFence}.
 */
public final class NoLongerLeaderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String election;
  private final long term;

  /**
   * Creates an exception.
   *
   * @param term the one that is over
   */
  public NoLongerLeaderException(String election, long term) {
    super("election '" + election + "': term " + term + " is over, so its write is refused");
    this.election = election;
    this.term = term;
  }

  /** Returns the election's name. */
  public String election() {
    return election;
  }

  /** Returns the term that is over. */
  public long term() {
    return term;
  }
}
