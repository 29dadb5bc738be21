package io.election4j.proof.chaos;

import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.Leadership;
import io.election4j.proof.chaos.Note.Kind;
import java.io.PrintStream;

/** Writes a candidate's notes, a line each, at once: they outlive the candidate. */
final class EventLog {

  private final PrintStream log;

  EventLog(PrintStream log) {
    this.log = log;
  }

  void note(Kind kind, long term, String text) {
    write(new Note(kind, System.nanoTime(), term, 0, text));
  }

  void trusted(long untilNanos) {
    write(new Note(Kind.TRUSTED, System.nanoTime(), 0, untilNanos, ""));
  }

  /** The time is read before it was certain that the candidate leads, or not. */
  void writes(boolean leads, long term, long nanos, String entry) {
    write(new Note(leads ? Kind.WRITES : Kind.DEFIES, nanos, term, 0, entry));
  }

  void event(ElectionEvent event) {
    if (event instanceof Elected elected) {
      long now = System.nanoTime();
      write(new Note(Kind.ELECTED, now, event.term(), deadline(elected.leadership()), ""));
    } else if (event instanceof Revoked revoked) {
      note(Kind.REVOKED, event.term(), revoked.reason().name());
    }
  }

  /** One that is over is in the past: 0. */
  private static long deadline(Leadership leadership) {
    long until = leadership.deadlineNanos();
    return leadership.isValid() ? until : 0;
  }

  private synchronized void write(Note note) {
    log.println(note.line());
    log.flush();
  }
}
