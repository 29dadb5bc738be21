package io.election4j.proof.chaos;

import io.election4j.demo.history.LeadershipHistory;
import io.election4j.demo.history.LeadershipInterval;
import io.election4j.demo.history.Violation;
import io.election4j.demo.history.Work;
import io.election4j.proof.chaos.Note.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What came of one run. */
final class RunResult {

  private final long seed;
  private final Records records;
  private final List<String> story;
  private final List<LeadershipInterval> intervals;
  private final List<Violation> broken;
  private final List<String> violations = new ArrayList<>();

  RunResult(long seed, Records records, List<String> problems, List<String> story) {
    this.seed = seed;
    this.records = records;
    this.story = List.copyOf(story);
    this.intervals = records.intervals();
    this.broken = LeadershipHistory.violations(intervals);
    broken.forEach(violation -> violations.add(violation.text()));
    violations.addAll(Work.violations(records.works()));
    violations.addAll(new LedgerAudit(records.written(), records.notes()).violations());
    violations.addAll(problems);
    for (Log one : records.logs()) {
      violations.addAll(EventAudit.violations(one.candidate(), one.notes()));
      if (!one.sharesClock()) {
        violations.add(one.candidate() + " reads another clock");
      }
      if (one.failed()) {
        violations.add(one.candidate() + " ended by itself");
      }
    }
  }

  long seed() {
    return seed;
  }

  Records records() {
    return records;
  }

  List<String> story() {
    return story;
  }

  /** Returns what is wrong, a line each; empty if all is well. */
  List<String> violations() {
    return violations;
  }

  long overlaps() {
    return broken.stream().filter(Violation.Overlap.class::isInstance).count();
  }

  long duplicateTerms() {
    return broken.stream().filter(Violation.DuplicateTerm.class::isInstance).count();
  }

  int failovers() {
    return Math.max(0, intervals.size() - 1);
  }

  long count(Kind kind) {
    return records.notes().stream().filter(note -> note.kind() == kind).count();
  }

  /** Returns how long nobody led, each time, from the first leader on to the dismissal. */
  List<Duration> leaderless() {
    List<Duration> gaps = new ArrayList<>();
    long until = Long.MAX_VALUE;
    for (LeadershipInterval interval : intervals) {
      boolean first = until == Long.MAX_VALUE;
      if (!first && interval.fromNanos() > until && until < records.dismissedNanos()) {
        gaps.add(Duration.ofNanos(interval.fromNanos() - until));
      }
      until = first ? interval.untilNanos() : Math.max(until, interval.untilNanos());
    }
    return gaps;
  }

  /** Returns how long after the last fault something was written and accepted, if it was at all. */
  List<Duration> recovery() {
    return records.notes().stream()
        .filter(note -> note.kind() == Kind.ACCEPTED)
        .map(note -> Duration.ofNanos(note.nanos() - records.healedNanos()))
        .filter(after -> !after.isNegative())
        .sorted()
        .limit(1)
        .toList();
  }
}
