package io.election4j.demo.harness;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a candidate's own log.
 *
 * @param kind what happened
 * @param nanos when, on {@link System#nanoTime()}'s clock, which all of a machine share
 * @param term which term it belongs to; 0 if to none
 * @param untilNanos until when the candidate trusts its lease, likewise; 0 if not about that
 * @param text the leader followed, the reason of a revocation, what was written, called or
 *     answered, how a program that has begun reaches its store; empty if none of these
 */
public record Note(Kind kind, long nanos, long term, long untilNanos, String text) {

  /** What happened. */
  public enum Kind {
    /** Its program has begun. */
    BEGAN,
    /** It takes part. */
    READY,
    /** A renewal was acknowledged. */
    TRUSTED,
    /** It leads. */
    ELECTED,
    /** It was certain to lead, and is about to do a piece of work. */
    WORKS,
    /** It does not lead, and is about to do a piece of work all the same. */
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
    /** It knows of another leader. */
    FOLLOWS,
    /** It knows that nobody leads. */
    VACANT,
    /** It has left in good order. */
    LEFT,
    /** Its store has answered a call. */
    CALLED,
    /** It answers what it was asked. */
    ANSWERS
  }

  private static final Pattern LINE = Pattern.compile("([A-Z]+) (-?\\d+) (-?\\d+) (-?\\d+) (.*);");

  /** Returns the note as one line. */
  public String line() {
    String oneLine = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    return kind + " " + nanos + " " + term + " " + untilNanos + " " + oneLine + ";";
  }

  /** Reads what {@link #line()} wrote; empty for any other line, a torn one for instance. */
  public static Optional<Note> read(String line) {
    Matcher parts = LINE.matcher(line);
    try {
      return parts.matches()
          ? Optional.of(
              new Note(
                  Kind.valueOf(parts.group(1)),
                  Long.parseLong(parts.group(2)),
                  Long.parseLong(parts.group(3)),
                  Long.parseLong(parts.group(4)),
                  parts.group(5).translateEscapes()))
          : Optional.empty();
    } catch (IllegalArgumentException notANote) {
      return Optional.empty();
    }
  }
}
