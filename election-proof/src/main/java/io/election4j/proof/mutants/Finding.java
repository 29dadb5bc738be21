package io.election4j.proof.mutants;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came of a mutant in the simulation.
 *
 * @param mutant its name
 * @param seeds how many runs it took until an invariant was violated; or how many there were
 * @param invariant which; {@code null} if none was
 * @param how it was violated; empty if none was
 * @param nanos how long it took
 */
record Finding(String mutant, long seeds, @Nullable String invariant, String how, long nanos) {

  private static final String ENGINES = "io.election4j.proof.simulation.Simulation";
  private static final String SHELLS = "io.election4j.proof.shell.ShellSimulation";
  private static final String RUN = "firstViolation";
  private static final Pattern VIOLATION =
      Pattern.compile("(?s)(?:[\\w.]+\\.Violation: )?([\\w ]+): (.*)");

  boolean found() {
    return invariant != null;
  }

  /**
   * Runs seeds until an invariant is violated.
   *
   * @param first the first seed
   * @param most how many seeds at the most
   * @throws IllegalStateException if the mutant does not compile, or breaks in another way
   */
  static Finding of(Mutant mutant, Checkout checkout, long first, long most) {
    long begin = System.nanoTime();
    MethodHandle simulation = simulation(mutant, MutatedCode.of(mutant, checkout));
    for (long seeds = 1; seeds <= most; seeds++) {
      String violation = run(simulation, first + seeds - 1);
      if (violation != null) {
        Matcher matcher = VIOLATION.matcher(violation);
        if (!matcher.matches()) {
          throw new IllegalStateException("mutant " + mutant.name() + " broke: " + violation);
        }
        long nanos = System.nanoTime() - begin;
        return new Finding(mutant.name(), seeds, matcher.group(1), matcher.group(2), nanos);
      }
    }
    return new Finding(mutant.name(), most, null, "", System.nanoTime() - begin);
  }

  private static MethodHandle simulation(Mutant mutant, MutatedCode code) {
    MethodType type = MethodType.methodType(String.class, long.class);
    return mutant.shell()
        ? code.method(SHELLS, RUN, type)
        : MethodHandles.insertArguments(
            code.method(ENGINES, RUN, type.appendParameterTypes(String.class)), 1, "");
  }

  private static @Nullable String run(MethodHandle simulation, long seed) {
    try {
      return (String) simulation.invokeExact(seed);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns it for programs. */
  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("name", mutant);
    all.put("found", found());
    all.put("seeds", seeds);
    all.put("invariant", invariant);
    return all;
  }
}
