package io.election4j.cli.demo;

import io.election4j.cli.demo.Note.Kind;
import io.election4j.testkit.history.LeadershipInterval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a candidate's own notes when it led.
 *
 * <p>A term of office begins with the election. It ends when the candidate's work had stopped, when
 * it was revoked, or when its trust in its lease ran out, whichever came first. One that was killed
 * or stopped notes neither of the first two in time. One that hands over is told that it was
 * revoked only when its office is certain to be left, and then another may be in it already: its
 * work has stopped before that.
 */
final class Tenures {

  private final String election;
  private final String candidate;
  private final List<LeadershipInterval> complete = new ArrayList<>();
  private @Nullable LeadershipInterval current;

  private Tenures(String election, String candidate) {
    this.election = election;
    this.candidate = candidate;
  }

  /** Reads the whole log of a candidate. */
  static List<LeadershipInterval> of(String election, String candidate, List<Note> log) {
    Tenures tenures = new Tenures(election, candidate);
    log.forEach(tenures::read);
    tenures.complete();
    return tenures.complete;
  }

  private void read(Note note) {
    LeadershipInterval running = current;
    if (note.kind() == Kind.ELECTED) {
      complete();
      current = interval(note.term(), note.nanos(), note.untilNanos());
    } else if (running != null && note.kind() == Kind.TRUSTED) {
      current = until(running, Math.max(running.untilNanos(), note.untilNanos()));
    } else if (running != null && (note.kind() == Kind.RESTED || note.kind() == Kind.REVOKED)) {
      current = until(running, Math.min(running.untilNanos(), note.nanos()));
      complete();
    }
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
