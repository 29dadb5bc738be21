package io.election4j;

import static java.util.Objects.requireNonNull;

import io.election4j.StoreStatus.Operation;
import java.time.Duration;

/**
 * One call of the store, and how it ended; for metrics.
 *
 * @param operation what was asked
 * @param outcome how it ended
 * @param took from when it was to be made until the store had answered, or was given up waiting for
 */
public record StoreCall(Operation operation, Outcome outcome, Duration took) {

  /** How a call ended. */
  public enum Outcome {
    /** Done, or answered; of claims, vacations and publications perhaps of some records only. */
    APPLIED,
    /** Certainly not done. */
    REFUSED,
    /** Failed, or not answered in time: done or not. */
    UNKNOWN
  }

  public StoreCall {
    requireNonNull(operation, "operation");
    requireNonNull(outcome, "outcome");
    requireNonNull(took, "took");
  }
}
