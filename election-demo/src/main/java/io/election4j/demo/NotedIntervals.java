package io.election4j.demo;

import io.election4j.demo.history.LeadershipInterval;
import java.util.List;

/** Reads from a candidate's own notes when it led. */
final class NotedIntervals {

  private NotedIntervals() {}

  /** Reads the whole log of a candidate. */
  static List<LeadershipInterval> of(String election, String candidate, List<Note> log) {
    var leaderships = new io.election4j.demo.history.LeadershipIntervals(election, candidate);
    for (Note note : log) {
      switch (note.kind()) {
        case ELECTED -> leaderships.elected(note.term(), note.nanos(), note.untilNanos());
        case TRUSTED -> leaderships.trusted(note.untilNanos());
        case RESTED, REVOKED -> leaderships.stopped(note.nanos());
        default -> {}
      }
    }
    return leaderships.intervals();
  }
}
