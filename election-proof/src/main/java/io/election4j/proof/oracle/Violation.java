package io.election4j.proof.oracle;

/** An invariant does not hold. */
public final class Violation extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String invariant;

  /** Says which invariant does not hold, and how that was seen. */
  public Violation(String invariant, String how) {
    super(invariant + ": " + how);
    this.invariant = invariant;
  }

  /** Returns which one, such as {@code I1}. */
  public String invariant() {
    return invariant;
  }
}
