package io.election4j.cli.demo;

import static java.util.Comparator.comparingLong;

import io.election4j.cli.demo.Note.Kind;
import io.election4j.testkit.history.LeadershipHistory;
import io.election4j.testkit.history.LeadershipInterval;
import io.election4j.testkit.history.Violation;
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

  private record Work(String candidate, Note note) {}

  /** Reads the logs of all candidates of an election, by name. */
  static Audit of(String election, Map<String, List<Note>> logs) {
    List<LeadershipInterval> tenures = new ArrayList<>();
    logs.forEach((candidate, log) -> tenures.addAll(Tenures.of(election, candidate, log)));
    tenures.sort(comparingLong(LeadershipInterval::fromNanos));
    List<Violation> found = LeadershipHistory.violations(tenures);
    List<String> violations = new ArrayList<>(found.stream().map(Audit::text).toList());
    violations.addAll(lateWork(logs));
    return new Audit(
        tenures.stream().map(LeadershipInterval::term).toList(),
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
                .forEach(note -> works.add(new Work(candidate, note))));
    works.sort(comparingLong(work -> work.note().nanos()));
    List<String> late = new ArrayList<>();
    Work newest = works.isEmpty() ? null : works.get(0);
    for (Work work : works) {
      if (newest != null && work.note().term() < newest.note().term()) {
        late.add(text(work) + " worked after " + text(newest) + " had begun to work");
      } else {
        newest = work;
      }
    }
    return late;
  }

  private static String text(Violation violation) {
    String earlier = text(violation.earlier());
    String later = text(violation.later());
    return violation instanceof Violation.Overlap overlap
        ? earlier + " and " + later + " both led for " + overlap.nanos() + " ns"
        : later + " began after " + earlier + ": terms must rise";
  }

  private static String text(LeadershipInterval tenure) {
    return tenure.candidate() + " (term " + tenure.term() + ")";
  }

  private static String text(Work work) {
    return work.candidate() + " (term " + work.note().term() + ")";
  }
}
