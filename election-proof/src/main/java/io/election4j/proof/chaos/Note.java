package io.election4j.proof.chaos;

import java.util.Optional;

/**
 * One line of a candidate's own log.
 *
 * @param kind what happened
 * @param nanos when, on {@link System#nanoTime()}'s clock
 * @param term which term it belongs to; 0 if to none
 * @param untilNanos until when the candidate trusts its lease, on the same clock; 0 if this is not
 *     about that
 * @param text the entry written, the reason of a revocation and its election, or figures; else
 *     empty
 */
record Note(Kind kind, long nanos, long term, long untilNanos, String text) {

  enum Kind {
    /** It takes part. */
    READY,
    /** A renewal was acknowledged. */
    TRUSTED,
    /** It leads. */
    ELECTED,
    /** It was certain to lead, and is about to write. */
    WRITES,
    /** It does not lead, and is about to write all the same. */
    DEFIES,
    /** What it wrote was accepted. */
    ACCEPTED,
    /** What it wrote was not accepted. */
    REFUSED,
    /** What it wrote was accepted or not. */
    UNKNOWN,
    /** It does no more work in this term. */
    RESTED,
    /** It no longer leads. */
    REVOKED,
    /** It has left in good order. */
    LEFT,
    /** What it takes, as figures in the text. */
    TAKES
  }

  /** Returns the note as one line. */
  String line() {
    return "%s %d %d %d %s".formatted(kind, nanos, term, untilNanos, text);
  }

  /** Reads what {@link #line()} wrote; empty for any other line. */
  static Optional<Note> read(String line) {
    String[] parts = line.split(" ", 5);
    try {
      return Optional.of(
          new Note(
              Kind.valueOf(parts[0]),
              Long.parseLong(parts[1]),
              Long.parseLong(parts[2]),
              Long.parseLong(parts[3]),
              parts[4]));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException torn) {
      // The last words of one that was killed.
      return Optional.empty();
    }
  }
}
