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
   * The lease was lost because renewals fail, while the store answers to other calls. This process
   * claims nothing, and opens no lease, for some time, so that others can lead: for one lease, and
   * twice as long each time that it happens again, up to four leases.
   *
   * @param span for how long
   * @param cause why a renewal failed last
   */
  record StandsBack(Duration span, Throwable cause) implements StoreEvent {}

  /** A renewal succeeded after {@link StandsBack}. */
  record StandsAgain() implements StoreEvent {}

  /**
   * Another store answers where one answered before. This process holds back until no lease can
   * live there unseen. Told once, even if two of them answer by turns.
   *
   * @param former the identity of the one that answered before
   * @param present the identity of the one that answers now
   */
  record Replaced(String former, String present) implements StoreEvent {}

  /**
   * The store went backwards. This process holds back until no lease can live on unseen.
   *
   * @param what in one line for people
   */
  record Regressed(String what) implements StoreEvent {}
}
