package io.election4j;

import java.time.Duration;

/** What happened to the store, from this process's point of view. */
public sealed interface StoreEvent {

  /**
   * An operation failed after one that did not. What fails after it is not told.
   *
   * @param cause why
   */
  record Unavailable(Throwable cause) implements StoreEvent {}

  /**
   * An operation succeeded after {@link Unavailable}.
   *
   * @param after how long after it
   */
  record Recovered(Duration after) implements StoreEvent {}

  /**
   * The store went backwards, or is another one. This process holds back until no lease can live on
   * unseen.
   *
   * @param what in one line for people
   */
  record Regressed(String what) implements StoreEvent {}
}
