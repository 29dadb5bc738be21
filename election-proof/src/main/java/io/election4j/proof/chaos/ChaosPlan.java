package io.election4j.proof.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * How much chaos.
 *
 * @param runs how many elections, above 0
 * @param seed of the first run; the others have the seeds that follow. A seed repeats what is done
 *     and when, but not what real processes make of it
 * @param parallel how many runs at a time, each on a server of its own where there can be several;
 *     above 0
 * @param faults the names of those to choose from; empty for all there are
 * @param jvmOptions of candidates, added to what makes them small
 * @param logs the folder for what candidates wrote in runs that went wrong
 */
public record ChaosPlan(
    int runs, long seed, int parallel, Set<String> faults, List<String> jvmOptions, Path logs) {

  public ChaosPlan {
    requirePositive("runs", runs);
    requirePositive("parallel", parallel);
    faults = Set.copyOf(faults);
    jvmOptions = List.copyOf(jvmOptions);
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " " + value + " is not above 0");
    }
  }
}
