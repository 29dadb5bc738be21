package io.election4j.proof.chaos;

import java.nio.file.Path;

/**
 * How long a soak is.
 *
 * @param minutes above 0
 * @param seed of the faults, which are the same in every minute
 * @param logs the folder for what the processes logged
 */
public record SoakPlan(int minutes, long seed, Path logs) {

  public SoakPlan {
    if (minutes < 1) {
      throw new IllegalArgumentException("minutes " + minutes + " is not above 0");
    }
  }
}
