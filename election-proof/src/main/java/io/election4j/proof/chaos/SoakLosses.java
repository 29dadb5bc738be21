package io.election4j.proof.chaos;

import io.election4j.ElectionEvent.Reason;
import io.election4j.demo.harness.CandidateLog;
import io.election4j.demo.harness.Note;
import io.election4j.demo.harness.Note.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Tells which leaderships were lost although nothing had been done that explains it. */
final class SoakLosses {

  /** What a machine that has other things to do may take in addition. */
  private static final Duration BUSY_MACHINE = Duration.ofSeconds(5);

  /** Members come and go with their leases, too: then shares move. */
  private static final Set<Reason> MOVES =
      EnumSet.of(Reason.STEPPED_DOWN, Reason.YIELDED, Reason.UNFIT, Reason.CLOSED);

  private final Duration after;
  private final List<Disturbance> disturbances = new ArrayList<>();

  SoakLosses(Duration lease) {
    after = lease.multipliedBy(2).plus(BUSY_MACHINE);
  }

  /**
   * Remembers harm.
   *
   * @param names of those harmed; empty if that is everybody
   */
  void disturbed(Set<String> names, long fromNanos, long untilNanos) {
    disturbances.add(new Disturbance(names, false, fromNanos, untilNanos));
  }

  /** Remembers that a process came or went. */
  void membersChanged(long fromNanos, long untilNanos) {
    disturbances.add(new Disturbance(Set.of(), true, fromNanos, untilNanos));
  }

  /** Returns the losses before a time that nothing explains, a line for each process and reason. */
  List<String> unexplained(List<CandidateLog> logs, long beforeNanos) {
    Map<String, LongSummaryStatistics> unexplained = new TreeMap<>();
    for (CandidateLog log : logs) {
      for (Note note : log.notes()) {
        long left = beforeNanos - note.nanos();
        if (note.kind() == Kind.REVOKED && left > 0 && !isExplained(log.candidate(), note)) {
          unexplained
              .computeIfAbsent(
                  log.candidate() + ": " + reason(note), any -> new LongSummaryStatistics())
              .accept(TimeUnit.NANOSECONDS.toSeconds(left));
        }
      }
    }
    return unexplained.entrySet().stream().map(one -> line(one.getKey(), one.getValue())).toList();
  }

  private static String line(String which, LongSummaryStatistics secondsLeft) {
    return "leaderships lost for no fault, %s, %d times, %d to %d s before the end"
        .formatted(which, secondsLeft.getCount(), secondsLeft.getMax(), secondsLeft.getMin());
  }

  private boolean isExplained(String candidate, Note lost) {
    boolean moves = MOVES.contains(reason(lost));
    return disturbances.stream()
        .filter(one -> one.fromNanos() - lost.nanos() <= 0)
        .filter(one -> lost.nanos() - one.untilNanos() <= after.toNanos())
        .anyMatch(one -> moves || one.explains(candidate));
  }

  private static Reason reason(Note lost) {
    return Reason.valueOf(lost.text().split(" ")[0]);
  }

  private record Disturbance(
      Set<String> names, boolean membersOnly, long fromNanos, long untilNanos) {

    boolean explains(String candidate) {
      return !membersOnly && (names.isEmpty() || names.contains(candidate));
    }
  }
}
