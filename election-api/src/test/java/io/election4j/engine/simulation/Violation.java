package io.election4j.engine.simulation;

/** An invariant does not hold. */
final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String invariant;

  Violation(String invariant, String how) {
    super(invariant + ": " + how);
    this.invariant = invariant;
  }

  String invariant() {
    return invariant;
  }
}
