package io.election4j.testkit.simulation;

import io.election4j.testkit.oracle.Violation;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Runs as many seeds as the first argument says, from the second one on, and prints which
 * invariants were violated in how many runs, and the first seed of each.
 */
final class ManySeeds {

  private record Found(long runs, long firstSeed) {

    Found plus(Found more) {
      return new Found(runs + more.runs, Math.min(firstSeed, more.firstSeed));
    }
  }

  private final Map<String, Found> found = new ConcurrentHashMap<>();

  public static void main(String[] arguments) {
    long seeds = Long.parseLong(arguments[0]);
    long first = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    long begin = System.nanoTime();
    ManySeeds all = new ManySeeds();
    Figures figures =
        LongStream.range(first, first + seeds)
            .parallel()
            .mapToObj(all::run)
            .reduce(Figures.NONE, Figures::plus);
    System.out.println(figures + " in " + (System.nanoTime() - begin) / 1_000_000_000 + " s");
    System.out.println("violations: " + new TreeMap<>(all.found));
    System.exit(all.found.isEmpty() ? 0 : 1);
  }

  private Figures run(long seed) {
    try {
      return Simulation.tried(seed);
    } catch (RuntimeException violation) {
      String what = violation instanceof Violation v ? v.invariant() : violation.toString();
      found.merge(what, new Found(1, seed), Found::plus);
      return Figures.NONE;
    }
  }
}
