package io.election4j.demo.harness;

import static java.util.Comparator.comparingLong;

import io.election4j.demo.harness.Note.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * What the candidates' notes, put together, say about the one promise that matters.
 *
 * @param intervals who led when, in the order in which they began
 * @param overlaps how many pairs of leaders led at the same time
 * @param duplicateTerms how many pairs of leaders had one term
 * @param violations what went wrong, a line each; empty if all is well
 */
public record LeadershipAudit(
    List<LeadershipInterval> intervals,
    long overlaps,
    long duplicateTerms,
    List<String> violations) {

  /** Reads the logs of all candidates of an election. */
  public static LeadershipAudit of(String election, List<CandidateLog> logs) {
    List<LeadershipInterval> intervals =
        logs.stream()
            .flatMap(log -> LeadershipIntervals.of(election, log).stream())
            .sorted(comparingLong(LeadershipInterval::fromNanos))
            .toList();
    List<Violation> found = LeadershipHistory.violations(intervals);
    List<String> violations = new ArrayList<>(found.stream().map(Violation::text).toList());
    violations.addAll(Work.violations(works(logs)));
    return new LeadershipAudit(
        intervals,
        found.stream().filter(Violation.Overlap.class::isInstance).count(),
        found.stream().filter(Violation.DuplicateTerm.class::isInstance).count(),
        violations);
  }

  /** Work is checked against work, whatever the leaders believed. */
  private static List<Work> works(List<CandidateLog> logs) {
    return logs.stream()
        .flatMap(
            log ->
                log.notes().stream()
                    .filter(note -> note.kind() == Kind.WORKS)
                    .map(note -> new Work(log.candidate(), note.term(), note.nanos())))
        .toList();
  }

  /** Returns the terms in the order in which their leaders began. */
  public List<Long> terms() {
    return intervals.stream().map(LeadershipInterval::term).toList();
  }
}
