package io.election4j.cli.demo;

import io.election4j.cli.demo.Note.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When one candidate led in one term, as its own notes tell.
 *
 * <p>It begins with the election. It ends when the candidate's work had stopped, when it was
 * revoked, or when its trust in its lease ran out, whichever came first. One that was killed or
 * stopped notes neither of the first two in time. One that hands over is told that it was revoked
 * only when its office is certain to be left, and then another may be in it already: its work has
 * stopped before that.
 *
 * @param candidate who led
 * @param term in which term
 * @param fromNanos from when, on {@link System#nanoTime()}'s clock
 * @param untilNanos until when
 */
record Tenure(String candidate, long term, long fromNanos, long untilNanos) {

  /** Reads a candidate's log. */
  static List<Tenure> of(String candidate, List<Note> log) {
    List<Tenure> tenures = new ArrayList<>();
    Tenure current = null;
    for (Note note : log) {
      if (note.kind() == Kind.ELECTED) {
        add(tenures, current);
        current = new Tenure(candidate, note.term(), note.nanos(), note.untilNanos());
      } else if (current != null) {
        Tenure next = current.after(note);
        if (ends(note)) {
          add(tenures, next);
        }
        current = ends(note) ? null : next;
      }
    }
    add(tenures, current);
    return tenures;
  }

  private Tenure after(Note note) {
    return switch (note.kind()) {
      case TRUSTED -> until(later(untilNanos, note.untilNanos()));
      case RESTED, REVOKED -> until(earlier(untilNanos, note.nanos()));
      default -> this;
    };
  }

  private static boolean ends(Note note) {
    return note.kind() == Kind.RESTED || note.kind() == Kind.REVOKED;
  }

  private static void add(List<Tenure> tenures, @Nullable Tenure tenure) {
    if (tenure != null) {
      tenures.add(tenure);
    }
  }

  /** Returns for how long both led, in nanoseconds; not above 0 if they never did. */
  long overlapNanos(Tenure other) {
    long from = later(fromNanos, other.fromNanos);
    long until = earlier(untilNanos, other.untilNanos);
    return until - from;
  }

  private Tenure until(long nanos) {
    return new Tenure(candidate, term, fromNanos, nanos);
  }

  private static long later(long a, long b) {
    return a - b >= 0 ? a : b;
  }

  private static long earlier(long a, long b) {
    return a - b >= 0 ? b : a;
  }
}
