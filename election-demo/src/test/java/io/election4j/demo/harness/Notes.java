package io.election4j.demo.harness;

import io.election4j.demo.harness.Note.Kind;
import java.util.List;

/** Notes as candidates write them, with small numbers for the time. */
public final class Notes {

  private Notes() {}

  public static Note trusted(long nanos, long until) {
    return new Note(Kind.TRUSTED, nanos, 0, until, "");
  }

  public static Note elected(long nanos, long term, long until) {
    return new Note(Kind.ELECTED, nanos, term, until, "");
  }

  public static Note worked(long nanos, long term) {
    return new Note(Kind.WORKS, nanos, term, 0, "");
  }

  public static Note rested(long nanos, long term) {
    return new Note(Kind.RESTED, nanos, term, 0, "");
  }

  public static Note revoked(long nanos, long term, String reason) {
    return new Note(Kind.REVOKED, nanos, term, 0, reason);
  }

  static CandidateLog log(String candidate, Note... notes) {
    return new CandidateLog(candidate, List.of(notes), List.of(), true, false);
  }
}
