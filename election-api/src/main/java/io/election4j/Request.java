package io.election4j;

import static java.util.Objects.requireNonNull;

import io.election4j.internal.Bounds;

/**
 * What somebody asks of a leader, written into the record of its election. The leader obeys: it
 * stops its work first, then leaves, and the vacancy stays reserved for a successor where one is
 * named.
 *
 * @param kind what is asked
 * @param successor the name of the candidate to hand over to, for {@link Kind#TRANSFER}; else empty
 * @param by who asks, for people: a name, as a candidate's
 */
public record Request(Kind kind, String successor, String by) {

  /** What can be asked. */
  public enum Kind {
    /** To step down from this election; it may stand again after one lease. */
    RESIGN,
    /** To step down from this election in favour of a successor. */
    TRANSFER,
    /** To give up all it leads, and to stand in no election any more until it is resumed. */
    DRAIN
  }

  public Request {
    requireNonNull(kind, "kind");
    Bounds.name("request by", by);
    if (kind == Kind.TRANSFER) {
      Bounds.name("request successor", successor);
    } else if (!successor.isEmpty()) {
      throw new IllegalArgumentException(
          "request successor '" + successor + "' is given, but a " + kind + " has none");
    }
  }

  /** Returns a request to step down. */
  public static Request resign(String by) {
    return new Request(Kind.RESIGN, "", by);
  }

  /** Returns a request to step down in favour of a candidate of this name. */
  public static Request transfer(String successor, String by) {
    return new Request(Kind.TRANSFER, successor, by);
  }

  /** Returns a request to give up all that is led. */
  public static Request drain(String by) {
    return new Request(Kind.DRAIN, "", by);
  }
}
