package io.election4j.bench.contest;

/** Is told what a contestant sees; on any thread. */
public interface TermObserver {

  /**
   * A contestant leads.
   *
   * @param election which
   * @param nanos when it noticed, on {@link System#nanoTime()}'s clock
   */
  void elected(String election, long nanos);

  /** Its leadership is over. */
  default void revoked(String election) {}

  /** It may act until then, on {@link System#nanoTime()}'s clock, if nothing more is heard. */
  default void trusted(long untilNanos) {}

  /** Returns whether it wants to be told of calls, which costs a little. */
  default boolean watches() {
    return false;
  }

  /** The store has answered, or failed to. */
  default void called(StoreCall call) {}
}
