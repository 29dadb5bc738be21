package io.election4j.demo.harness;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Checks that leadership was exclusive and that terms rose.
 *
 * <p>Elections are independent of each other. Every pair that is wrong is reported, so one interval
 * may appear in several violations.
 */
final class LeadershipHistory {

  private LeadershipHistory() {}

  /**
   * Returns what is wrong, election by election in the order of names, and within an election in
   * the order of time; empty if all is well.
   */
  static List<Violation> violations(Collection<LeadershipInterval> intervals) {
    List<Violation> violations = new ArrayList<>();
    intervals.stream()
        .collect(groupingBy(LeadershipInterval::election, TreeMap::new, toList()))
        .values()
        .forEach(election -> violations.addAll(violationsOfOne(election)));
    return violations;
  }

  private static List<Violation> violationsOfOne(List<LeadershipInterval> election) {
    List<LeadershipInterval> ordered =
        election.stream()
            .sorted(
                comparingLong(LeadershipInterval::fromNanos)
                    .thenComparingLong(LeadershipInterval::term)
                    .thenComparing(LeadershipInterval::candidate))
            .toList();
    List<Violation> violations = new ArrayList<>();
    for (int later = 1; later < ordered.size(); later++) {
      for (LeadershipInterval earlier : ordered.subList(0, later)) {
        check(earlier, ordered.get(later), violations);
      }
    }
    return violations;
  }

  private static void check(
      LeadershipInterval earlier, LeadershipInterval later, List<Violation> violations) {
    long overlap = earlier.overlapNanos(later);
    if (overlap > 0) {
      violations.add(new Violation.Overlap(earlier, later, overlap));
    }
    if (earlier.term() == later.term()) {
      violations.add(new Violation.DuplicateTerm(earlier, later));
    }
    if (earlier.term() > later.term()) {
      violations.add(new Violation.FallingTerm(earlier, later));
    }
  }
}
