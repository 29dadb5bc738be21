package io.election4j.testkit.simulation;

import java.util.function.LongFunction;

/**
 * Runs one seed and returns what went wrong: the invariant and how it is violated, with a colon
 * between, or nothing.
 *
 * <p>Speaks in types of the JDK only, for whoever has loaded this class apart from its own.
 * Thread-safe.
 */
public final class Trial implements LongFunction<String> {

  @Override
  public String apply(long seed) {
    try {
      Simulation.tried(seed);
      return "";
    } catch (Violation violation) {
      return violation.getMessage();
    }
  }
}
