package io.election4j.demo;

import io.election4j.testkit.history.LeadershipInterval;
import java.util.List;

/** Reads from a candidate's own notes when it led. */
final class Tenures {

  private Tenures() {}

  /** Reads the whole log of a candidate. */
  static List<LeadershipInterval> of(String election, String candidate, List<Note> log) {
    var tenures = new io.election4j.testkit.history.Tenures(election, candidate);
    for (Note note : log) {
      switch (note.kind()) {
        case ELECTED -> tenures.elected(note.term(), note.nanos(), note.untilNanos());
        case TRUSTED -> tenures.trusted(note.untilNanos());
        case RESTED, REVOKED -> tenures.stopped(note.nanos());
        default -> {}
      }
    }
    return tenures.intervals();
  }
}
