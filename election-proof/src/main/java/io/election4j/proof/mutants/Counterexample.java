package io.election4j.proof.mutants;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * How a mutant violates an invariant in a small world.
 *
 * @param mutant its name
 * @param world the world's name; empty if none was found
 * @param path the choices that lead there
 * @param violation the invariant and how it is violated; empty if none was found
 * @param nanos how long it took to find
 */
public record Counterexample(
    String mutant, String world, List<String> path, String violation, long nanos) {

  /** All worlds are explored a little before one is explored far: so many states, then more. */
  private static final int FEW = 500;

  private static final int MORE = 5;

  private static final String EXPLORER = "io.election4j.proof.exploration.Explorer";

  /** Returns the names of all mutants of what is explored: the engine and the store. */
  public static List<String> mutants() {
    return Mutants.all().stream().filter(mutant -> !mutant.shell()).map(Mutant::name).toList();
  }

  /** Returns whether an invariant was violated. */
  public boolean found() {
    return !violation.isEmpty();
  }

  /** Returns the name of the invariant; empty if none was found. */
  public String invariant() {
    return violation.replaceFirst("(?s):.*", "");
  }

  /**
   * Explores worlds with a mutant, and returns the shortest counterexample of the first world that
   * has one.
   *
   * @param name the mutant's
   * @param worlds the names of the worlds, the first one first
   * @param depth how many choices there are on a path at the most
   * @param mostStates how many states of one world are visited at the most
   * @throws IllegalArgumentException if there is no such mutant
   */
  public static Counterexample of(String name, List<String> worlds, int depth, int mostStates) {
    long begin = System.nanoTime();
    MethodHandle explorer = explorer(Mutants.named(List.of(name)).get(0));
    for (long limit = FEW; limit < (long) MORE * mostStates; limit *= MORE) {
      for (String world : worlds) {
        List<String> lines =
            run(explorer, world, depth, (int) Math.min(limit, mostStates)).lines().toList();
        if (!lines.isEmpty()) {
          List<String> path = lines.subList(0, lines.size() - 1);
          String violation = lines.get(lines.size() - 1);
          return new Counterexample(name, world, path, violation, System.nanoTime() - begin);
        }
      }
    }
    return new Counterexample(name, "", List.of(), "", System.nanoTime() - begin);
  }

  private static MethodHandle explorer(Mutant mutant) {
    return MutatedCode.of(mutant, Checkout.here())
        .method(
            EXPLORER,
            "counterexample",
            MethodType.methodType(String.class, String.class, int.class, int.class));
  }

  private static String run(MethodHandle explorer, String world, int depth, int mostStates) {
    try {
      return (String) explorer.invokeExact(world, depth, mostStates);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
