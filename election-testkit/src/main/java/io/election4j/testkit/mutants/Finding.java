package io.election4j.testkit.mutants;

import java.util.function.LongFunction;

/**
 * What came of a mutant.
 *
 * @param mutant which
 * @param found whether an invariant was violated
 * @param seeds how many runs that took, the violating one included
 * @param seed the last one run
 * @param violation the invariant and how it is violated; empty if none is
 * @param nanos how long it took
 */
record Finding(Mutant mutant, boolean found, long seeds, long seed, String violation, long nanos) {

  private static final String TRIAL = "io.election4j.testkit.simulation.Trial";

  /** Runs a mutant from a first seed on until a violation, at most this many seeds. */
  static Finding of(Mutant mutant, Checkout checkout, long first, long most) {
    long begin = System.nanoTime();
    LongFunction<?> trial = MutatedCode.of(mutant, checkout).create(TRIAL, LongFunction.class);
    String violation = "";
    long seeds = 0;
    while (violation.isEmpty() && seeds < most) {
      violation = (String) trial.apply(first + seeds++);
    }
    long nanos = System.nanoTime() - begin;
    return new Finding(mutant, !violation.isEmpty(), seeds, first + seeds - 1, violation, nanos);
  }

  /** Returns the name of the invariant, nothing if none is violated. */
  String invariant() {
    return violation.replaceFirst(":.*", "");
  }
}
