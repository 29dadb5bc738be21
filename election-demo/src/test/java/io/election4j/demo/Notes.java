package io.election4j.demo;

import io.election4j.demo.Note.Kind;

/** Notes as candidates write them, with small numbers for the time. */
final class Notes {

  private Notes() {}

  static Note trusted(long nanos, long until) {
    return new Note(Kind.TRUSTED, nanos, 0, until, "");
  }

  static Note elected(long nanos, long term, long until) {
    return new Note(Kind.ELECTED, nanos, term, until, "");
  }

  static Note worked(long nanos, long term) {
    return new Note(Kind.WORKED, nanos, term, 0, "");
  }

  static Note rested(long nanos, long term) {
    return new Note(Kind.RESTED, nanos, term, 0, "");
  }

  static Note revoked(long nanos, long term, String reason) {
    return new Note(Kind.REVOKED, nanos, term, 0, reason);
  }
}
