package io.election4j.proof.chaos;

import io.election4j.demo.harness.CandidateLog;
import io.election4j.demo.harness.LeadershipAudit;
import io.election4j.demo.harness.LeadershipInterval;
import io.election4j.demo.harness.Note;
import io.election4j.demo.harness.Note.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What came of one run.
 *
 * @param records what is left of it
 * @param audit who led when
 * @param violations what is wrong, a line each; empty if all is well
 * @param story what was done when, for a person
 */
record RunResult(
    long seed,
    Records records,
    LeadershipAudit audit,
    List<String> violations,
    List<String> story) {

  /** Judges a run, in which some problems were noticed already. */
  static RunResult of(long seed, Records records, List<String> problems, List<String> story) {
    LeadershipAudit audit = LeadershipAudit.of(records.election(), records.logs());
    List<String> violations = new ArrayList<>(audit.violations());
    violations.addAll(new LedgerAudit(records.written(), records.notes()).violations());
    violations.addAll(problems);
    for (CandidateLog one : records.logs()) {
      violations.addAll(EventAudit.violations(one.candidate(), one.notes()));
      if (!one.sharesClock()) {
        violations.add(one.candidate() + " reads another clock");
      }
      if (one.failed()) {
        violations.add(one.candidate() + " ended by itself");
      }
    }
    return new RunResult(seed, records, audit, violations, story);
  }

  int failovers() {
    return Math.max(0, audit.intervals().size() - 1);
  }

  /** Returns what each candidate's address began with, by its name. */
  Map<String, String> schemes() {
    Map<String, String> schemes = new TreeMap<>();
    for (CandidateLog one : records.logs()) {
      one.notes().stream()
          .filter(note -> note.kind() == Kind.BEGAN)
          .forEach(note -> schemes.put(one.candidate(), note.text()));
    }
    return schemes;
  }

  /** Returns how many failovers were from one way to reach the store to another. */
  int failoversAcross() {
    Map<String, String> schemes = schemes();
    List<String> led =
        audit.intervals().stream().map(one -> schemes.getOrDefault(one.candidate(), "")).toList();
    return (int)
        IntStream.range(1, led.size()).filter(i -> !led.get(i).equals(led.get(i - 1))).count();
  }

  long count(Kind kind) {
    return records.notes().stream().filter(note -> note.kind() == kind).count();
  }

  /** Returns how long nobody led, each time, from the first leader on to the dismissal. */
  List<Duration> leaderless() {
    List<Duration> gaps = new ArrayList<>();
    long until = Long.MAX_VALUE;
    for (LeadershipInterval interval : audit.intervals()) {
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

  /** Keeps what was written in a folder of files; returns it. */
  Path keep(Path folder) throws IOException {
    Path run = Files.createDirectories(folder.resolve("run-" + seed));
    List<String> told = new ArrayList<>(story);
    told.addAll(violations);
    Files.write(run.resolve("story.log"), told);
    Files.write(
        run.resolve("ledger.log"),
        records.written().entries().stream().map(Object::toString).toList());
    for (CandidateLog one : records.logs()) {
      Files.write(
          run.resolve(one.candidate() + ".log"), one.notes().stream().map(Note::line).toList());
      Files.write(run.resolve(one.candidate() + ".err"), one.complaints());
    }
    return run;
  }
}
