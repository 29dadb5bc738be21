package io.election4j.proof.chaos;

import static java.util.Comparator.comparingLong;

import io.election4j.demo.history.LeadershipInterval;
import io.election4j.demo.history.LeadershipIntervals;
import io.election4j.demo.history.Work;
import io.election4j.proof.chaos.Note.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of a run.
 *
 * @param logs of all candidates
 * @param faults by name, in their order
 * @param written what the guarded resource holds in the end
 * @param healedNanos when the last fault had ended
 * @param dismissedNanos when the candidates were asked to leave
 */
record Records(
    String election,
    Duration lease,
    List<Log> logs,
    List<String> faults,
    Ledger.Contents written,
    long healedNanos,
    long dismissedNanos) {

  /** Returns who led when, in the order of the beginnings. */
  List<LeadershipInterval> intervals() {
    List<LeadershipInterval> intervals = new ArrayList<>();
    logs.forEach(log -> intervals.addAll(intervals(log)));
    intervals.sort(comparingLong(LeadershipInterval::fromNanos));
    return intervals;
  }

  private List<LeadershipInterval> intervals(Log log) {
    LeadershipIntervals leaderships = new LeadershipIntervals(election, log.candidate());
    for (Note note : log.notes()) {
      switch (note.kind()) {
        case ELECTED ->
            leaderships.elected(note.term(), began(note, log.notes()), note.untilNanos());
        case TRUSTED -> leaderships.trusted(note.untilNanos());
        case RESTED, REVOKED -> leaderships.stopped(note.nanos());
        default -> {}
      }
    }
    return leaderships.intervals();
  }

  /** Its work may have begun before it came to note the election. */
  private static long began(Note elected, List<Note> notes) {
    return notes.stream()
        .filter(note -> note.kind() == Kind.WRITES && note.term() == elected.term())
        .mapToLong(Note::nanos)
        .limit(1)
        .reduce(elected.nanos(), Math::min);
  }

  /** Returns what leaders did while they were certain to lead. */
  List<Work> works() {
    return logs.stream()
        .flatMap(
            one ->
                one.notes().stream()
                    .filter(note -> note.kind() == Kind.WRITES)
                    .map(note -> new Work(one.candidate(), note.term(), note.nanos())))
        .toList();
  }

  List<Note> notes() {
    return logs.stream().flatMap(one -> one.notes().stream()).toList();
  }
}
