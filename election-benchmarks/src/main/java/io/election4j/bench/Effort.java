package io.election4j.bench;

/**
 * How much of it.
 *
 * @param quick whether a rough answer will do
 * @param rounds how often to measure what is measured over a span of time
 */
public record Effort(boolean quick, int rounds) {

  private static final int THOROUGH = 5;

  /** Returns the usual number of rounds. */
  public static Effort usual(boolean quick) {
    return new Effort(quick, quick ? 1 : THOROUGH);
  }
}
