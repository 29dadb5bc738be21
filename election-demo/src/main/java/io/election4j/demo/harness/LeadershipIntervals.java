package io.election4j.demo.harness;

import io.election4j.demo.harness.Note.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Works out from one candidate's own notes, told in their order, when it led an election.
 *
 * <p>A leadership begins with the election. It ends when the candidate's work had stopped, when it
 * was revoked, or when its trust in its lease ran out, whichever came first. One that was killed or
 * stopped notes neither of the first two in time. One that hands over is told that it was revoked
 * only when it is certain that it leads no more, and then another may lead already: its work has
 * stopped before that.
 *
 * <p>All times are readings of {@link System#nanoTime()} on one machine. Not safe for use by
 * several threads.
 */
final class LeadershipIntervals {

  private final String election;
  private final String candidate;
  private final List<LeadershipInterval> complete = new ArrayList<>();
  private @Nullable LeadershipInterval current;
  private long trustedNanos = Long.MAX_VALUE;

  /** Begins with a candidate that does not lead. */
  LeadershipIntervals(String election, String candidate) {
    this.election = election;
    this.candidate = candidate;
  }

  /** Reads the whole log of a candidate. */
  static List<LeadershipInterval> of(String election, CandidateLog log) {
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
        .filter(note -> note.kind() == Kind.WORKS && note.term() == elected.term())
        .mapToLong(Note::nanos)
        .limit(1)
        .reduce(elected.nanos(), Math::min);
  }

  /**
   * It was elected.
   *
   * @param nanos when it noted that
   * @param untilNanos until when it then trusted its lease. If that was over by then, it led
   *     before, if at all: at the end of the trust noted last
   */
  void elected(long term, long nanos, long untilNanos) {
    complete();
    long from = untilNanos > nanos ? nanos : Math.min(nanos, trustedNanos);
    current = interval(term, from, untilNanos > nanos ? untilNanos : from);
  }

  /** A renewal was acknowledged: it trusts its lease until then, or later. */
  void trusted(long untilNanos) {
    trustedNanos = untilNanos;
    LeadershipInterval running = current;
    if (running != null) {
      current = until(running, Math.max(running.untilNanos(), untilNanos));
    }
  }

  /** Its work had stopped, or it was revoked. Does nothing unless it leads. */
  void stopped(long nanos) {
    LeadershipInterval running = current;
    if (running != null) {
      current = until(running, Math.min(running.untilNanos(), nanos));
      complete();
    }
  }

  /** Returns all its leaderships, in the order in which they began. */
  List<LeadershipInterval> intervals() {
    List<LeadershipInterval> all = new ArrayList<>(complete);
    if (current != null) {
      all.add(current);
    }
    return List.copyOf(all);
  }

  private void complete() {
    if (current != null) {
      complete.add(current);
      current = null;
    }
  }

  private LeadershipInterval until(LeadershipInterval running, long nanos) {
    return interval(running.term(), running.fromNanos(), nanos);
  }

  private LeadershipInterval interval(long term, long from, long until) {
    return new LeadershipInterval(election, term, candidate, from, Math.max(from, until));
  }
}
