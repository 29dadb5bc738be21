package io.election4j.demo;

import static java.util.Comparator.comparingLong;

import io.election4j.demo.Note.Kind;
import io.election4j.demo.history.LeadershipHistory;
import io.election4j.demo.history.LeadershipInterval;
import io.election4j.demo.history.Violation;
import io.election4j.demo.history.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the candidates' notes, put together, say about the one promise that matters.
 *
 * @param terms in the order in which their leaders began
 * @param overlaps how many pairs of leaders led at the same time
 * @param violations what went wrong, a line each; empty if all is well
 */
record Audit(List<Long> terms, int overlaps, List<String> violations) {

  /** Reads the logs of all candidates of an election, by name. */
  static Audit of(String election, Map<String, List<Note>> logs) {
    List<LeadershipInterval> leaderships = new ArrayList<>();
    logs.forEach(
        (candidate, log) -> leaderships.addAll(NotedIntervals.of(election, candidate, log)));
    leaderships.sort(comparingLong(LeadershipInterval::fromNanos));
    List<Violation> found = LeadershipHistory.violations(leaderships);
    List<String> violations = new ArrayList<>(found.stream().map(Violation::text).toList());
    violations.addAll(lateWork(logs));
    return new Audit(
        leaderships.stream().map(LeadershipInterval::term).toList(),
        (int) found.stream().filter(Violation.Overlap.class::isInstance).count(),
        violations);
  }

  /** Work is checked against work, whatever the leaders believed. */
  private static List<String> lateWork(Map<String, List<Note>> logs) {
    List<Work> works = new ArrayList<>();
    logs.forEach(
        (candidate, log) ->
            log.stream()
                .filter(note -> note.kind() == Kind.WORKED)
                .forEach(note -> works.add(new Work(candidate, note.term(), note.nanos()))));
    return Work.violations(works);
  }
}
