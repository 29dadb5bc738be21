package io.election4j.demo;

import io.election4j.ElectionEvent;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.ElectionEvent.Vacant;
import io.election4j.demo.Note.Kind;
import java.io.PrintStream;

/** Writes a candidate's notes, each with the time at which it is written or a given one. */
final class EventLog {

  private final PrintStream log;

  EventLog(PrintStream log) {
    this.log = log;
  }

  void ready() {
    write(new Note(Kind.READY, System.nanoTime(), 0, 0, ""));
  }

  void trusted(long untilNanos) {
    write(new Note(Kind.TRUSTED, System.nanoTime(), 0, untilNanos, ""));
  }

  void worked(long term, long nanos) {
    write(new Note(Kind.WORKED, nanos, term, 0, ""));
  }

  void rested(long term) {
    write(new Note(Kind.RESTED, System.nanoTime(), term, 0, ""));
  }

  void event(ElectionEvent event) {
    long now = System.nanoTime();
    if (event instanceof Elected elected) {
      long until = elected.leadership().deadlineNanos();
      write(new Note(Kind.ELECTED, now, event.term(), until, ""));
    } else if (event instanceof Revoked revoked) {
      write(new Note(Kind.REVOKED, now, event.term(), 0, revoked.reason().name()));
    } else if (event instanceof LeaderChanged changed && !changed.leader().self()) {
      String leader = changed.leader().candidate().name();
      write(new Note(Kind.FOLLOWS, now, event.term(), 0, leader));
    } else if (event instanceof Vacant) {
      write(new Note(Kind.VACANT, now, event.term(), 0, ""));
    }
  }

  private void write(Note note) {
    log.println(note.line());
    log.flush();
  }
}
