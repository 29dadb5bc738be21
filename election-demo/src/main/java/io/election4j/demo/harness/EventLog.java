package io.election4j.demo.harness;

import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.ElectionEvent.Vacant;
import io.election4j.Leadership;
import io.election4j.demo.harness.Note.Kind;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a candidate's notes to its standard output, a line each and at once: they outlive the
 * candidate. Safe for use by several threads.
 */
public final class EventLog {

  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final String candidate;

  /** Writes for a candidate of this name. */
  public EventLog(String candidate) {
    this.candidate = candidate;
  }

  String candidate() {
    return candidate;
  }

  /** Writes what happens now. */
  public void note(Kind kind, long term, String text) {
    write(new Note(kind, System.nanoTime(), term, 0, text));
  }

  /** Writes a note as it is. */
  public synchronized void write(Note note) {
    out.println(note.line());
  }

  /** A renewal was acknowledged. */
  public void trusted(long untilNanos) {
    write(new Note(Kind.TRUSTED, System.nanoTime(), 0, untilNanos, ""));
  }

  /** An election has told something. */
  public void event(ElectionEvent event) {
    if (event instanceof Elected elected) {
      long now = System.nanoTime();
      write(new Note(Kind.ELECTED, now, event.term(), deadline(elected.leadership()), ""));
    } else if (event instanceof Revoked revoked) {
      note(Kind.REVOKED, event.term(), revoked.reason().name());
    } else if (event instanceof LeaderChanged changed && !changed.leader().self()) {
      note(Kind.FOLLOWS, event.term(), changed.leader().candidate().name());
    } else if (event instanceof Vacant) {
      note(Kind.VACANT, event.term(), "");
    }
  }

  /** One that is over is in the past: 0. */
  private static long deadline(Leadership leadership) {
    long until = leadership.deadlineNanos();
    return leadership.isValid() ? until : 0;
  }
}
