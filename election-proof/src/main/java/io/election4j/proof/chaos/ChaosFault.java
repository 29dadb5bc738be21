package io.election4j.proof.chaos;

/**
 * One kind of harm.
 *
 * @param name for people and for {@code --faults}: lower case, words joined by hyphens
 * @param least for how long at least, in leases
 * @param most for how long at most, in leases
 * @param harm what is done
 */
public record ChaosFault(String name, double least, double most, Harm harm) {

  /** Does harm. */
  @FunctionalInterface
  public interface Harm {

    /**
     * Begins.
     *
     * @return ends it and repairs what does not repair itself; closed once
     * @throws Exception if it cannot be done now, in which case nothing was done
     */
    AutoCloseable begin(Scene scene) throws Exception;
  }
}
