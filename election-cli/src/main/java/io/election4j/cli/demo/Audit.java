package io.election4j.cli.demo;

import io.election4j.cli.demo.Note.Kind;
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

  /** Reads the logs of all candidates, by name. */
  static Audit of(Map<String, List<Note>> logs) {
    List<Tenure> tenures = new ArrayList<>();
    logs.forEach((candidate, log) -> tenures.addAll(Tenure.of(candidate, log)));
    tenures.sort((a, b) -> Long.signum(a.fromNanos() - b.fromNanos()));
    List<String> overlaps = overlaps(tenures);
    List<String> violations = new ArrayList<>(overlaps);
    violations.addAll(fallingTerms(tenures));
    violations.addAll(lateWork(logs));
    return new Audit(tenures.stream().map(Tenure::term).toList(), overlaps.size(), violations);
  }

  private static List<String> overlaps(List<Tenure> tenures) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < tenures.size(); i++) {
      for (Tenure second : tenures.subList(i + 1, tenures.size())) {
        Tenure first = tenures.get(i);
        long nanos = first.overlapNanos(second);
        if (nanos > 0) {
          found.add(text(first) + " and " + text(second) + " both led for " + nanos + " ns");
        }
      }
    }
    return found;
  }

  private static List<String> fallingTerms(List<Tenure> tenures) {
    List<String> found = new ArrayList<>();
    for (int i = 1; i < tenures.size(); i++) {
      Tenure before = tenures.get(i - 1);
      Tenure after = tenures.get(i);
      if (after.term() <= before.term()) {
        found.add(text(after) + " began after " + text(before) + ": terms must rise");
      }
    }
    return found;
  }

  private static List<String> lateWork(Map<String, List<Note>> logs) {
    List<Work> works = new ArrayList<>();
    logs.forEach(
        (candidate, log) ->
            log.stream()
                .filter(note -> note.kind() == Kind.WORKED)
                .forEach(note -> works.add(new Work(candidate, note))));
    works.sort((a, b) -> Long.signum(a.note().nanos() - b.note().nanos()));
    List<String> found = new ArrayList<>();
    Work newest = null;
    for (Work work : works) {
      if (newest != null && work.note().term() < newest.note().term()) {
        found.add(text(work) + " worked after " + text(newest) + " had begun to work");
      } else {
        newest = work;
      }
    }
    return found;
  }

  private static String text(Tenure tenure) {
    return tenure.candidate() + " (term " + tenure.term() + ")";
  }

  private static String text(Work work) {
    return work.candidate() + " (term " + work.note().term() + ")";
  }
}
