package io.election4j.demo.harness;

/** Something a correct election never does. */
sealed interface Violation {

  /** Returns the interval that started first. */
  LeadershipInterval earlier();

  /** Returns the interval that started later. */
  LeadershipInterval later();

  /** Says what is wrong, in one line. */
  default String text() {
    return leader(later()) + " began after " + leader(earlier()) + ": terms must rise";
  }

  private static String leader(LeadershipInterval interval) {
    return interval.candidate() + " (term " + interval.term() + ")";
  }

  /**
   * Two intervals of one election were valid at the same time.
   *
   * @param nanos for how long
   */
  record Overlap(LeadershipInterval earlier, LeadershipInterval later, long nanos)
      implements Violation {
    @Override
    public String text() {
      return leader(earlier) + " and " + leader(later) + " both led for " + nanos + " ns";
    }
  }

  /** Two intervals of one election have the same term. */
  record DuplicateTerm(LeadershipInterval earlier, LeadershipInterval later) implements Violation {}

  /** A later interval of an election has a lower term than an earlier one. */
  record FallingTerm(LeadershipInterval earlier, LeadershipInterval later) implements Violation {}
}
