package io.election4j.proof.simulation;

import io.election4j.internal.engine.StoreRequest;

/** One request on its way to the store, or its answer on the way back. */
final class Exchange {

  final SimulatedProcess from;
  final int incarnation;
  final StoreRequest action;
  final Operation operation;

  /** When whoever sent it gives up, on that process's monotonic clock. */
  final long deadlineNanos;

  boolean applied;
  boolean timedOut;

  /** Whether the engine has had an answer. */
  boolean answered;

  Exchange(SimulatedProcess from, StoreRequest action, long deadlineNanos) {
    this.from = from;
    this.incarnation = from.incarnation();
    this.action = action;
    this.operation = Operation.of(action);
    this.deadlineNanos = deadlineNanos;
  }

  Reach.Phase phase() {
    if (timedOut) {
      return Reach.Phase.LATE;
    }
    return applied ? Reach.Phase.APPLIED : Reach.Phase.SENT;
  }
}
