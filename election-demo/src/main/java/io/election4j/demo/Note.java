package io.election4j.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * One line of a candidate's own log.
 *
 * @param kind what happened
 * @param nanos when, on {@link System#nanoTime()}'s clock, which is one and the same for all
 *     processes of a machine
 * @param term which term it belongs to; 0 if to none
 * @param untilNanos until when the candidate trusts its lease, on the same clock; 0 if this is not
 *     about that
 * @param text the leader followed, or the reason of a revocation; empty if neither
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Note(Kind kind, long nanos, long term, long untilNanos, String text) {

  enum Kind {
    /** It takes part. */
    READY,
    /** A renewal was acknowledged. */
    TRUSTED,
    /** It leads. */
    ELECTED,
    /** It was certain to lead, and did a piece of work. */
    WORKED,
    /** It does no more work in this term. */
    RESTED,
    /** It no longer leads. */
    REVOKED,
    /** It knows of another leader. */
    FOLLOWS,
    /** It knows that nobody leads. */
    VACANT
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();

  Note {
    // Left out of the line where they are empty.
    text = text == null ? "" : text;
  }

  /** Returns the note as one line of JSON. */
  String line() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Reads what {@link #line()} wrote; empty for any other line. */
  static Optional<Note> read(String line) {
    try {
      return Optional.of(MAPPER.readValue(line, Note.class));
    } catch (JsonProcessingException notANote) {
      return Optional.empty();
    }
  }
}
