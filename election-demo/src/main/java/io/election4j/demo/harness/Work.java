package io.election4j.demo.harness;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that a candidate did as the leader of one election. Checked against the work of
 * others it tells whether leadership was exclusive, whatever the leaders noted about their trust.
 *
 * @param candidate who did it
 * @param term in which term
 * @param nanos a time at which the candidate was certain to lead, on {@link System#nanoTime()}'s
 *     clock
 */
record Work(String candidate, long term, long nanos) {

  /**
   * Returns, a line each, what was done in a term after the work of a higher term had begun; empty
   * if all is well.
   */
  static List<String> violations(Collection<Work> works) {
    List<String> late = new ArrayList<>();
    @Nullable Work newest = null;
    for (Work work : works.stream().sorted(comparingLong(Work::nanos)).toList()) {
      if (newest != null && work.term < newest.term) {
        late.add(work + " worked after " + newest + " had begun to work");
      } else {
        newest = work;
      }
    }
    return late;
  }

  /** Names candidate and term: {@code "Ada (term 1)"}. */
  @Override
  public String toString() {
    return candidate + " (term " + term + ")";
  }
}
