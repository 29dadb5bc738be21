package io.election4j.mysql;

import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;

/**
 * The kinds of work, none of which ever waits for another: each has a pool of its own.
 *
 * <p>A connection that has been used may have died since. A write asks the server first, at the
 * cost of a round trip. A renewal looks only at its own end of the connection: it must not be sent
 * twice, as then its lease would get two versions, and the election sends the next one anyway. A
 * read is tried, and done again on another connection.
 */
enum ConnectionUse {
  /** A second connection for when the first is stuck. */
  RENEWAL(2, ValidationDepth.LOCAL, false),

  /** A second connection likewise. */
  READ(2, ValidationDepth.LOCAL, true),

  /** All other writes. */
  WRITE(1, ValidationDepth.REMOTE, false);

  private final int connections;
  private final ValidationDepth validation;
  private final boolean repeats;

  ConnectionUse(int connections, ValidationDepth validation, boolean repeats) {
    this.connections = connections;
    this.validation = validation;
    this.repeats = repeats;
  }

  /** Returns how many connections it takes at most. */
  int connections() {
    return connections;
  }

  /** Returns how a connection that was used before is tried. */
  ValidationDepth validation() {
    return validation;
  }

  /** Returns whether it does no harm done twice. */
  boolean repeats() {
    return repeats;
  }

  /**
   * How long the store waits for what.
   *
   * @param renewal after which an unanswered renewal costs its connection
   * @param detached after which any unanswered statement does once the caller has cancelled
   * @param setUp for a connection to be ready for use
   * @param borrow for a connection to become free
   */
  record Limits(Duration renewal, Duration detached, Duration setUp, Duration borrow) {

    static final Limits DEFAULT =
        new Limits(
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3));

    private static final Duration READ_STATEMENT = Duration.ofSeconds(8);
    private static final Duration WRITE_STATEMENT = Duration.ofSeconds(30);

    /** Returns how long the server may take to answer a statement. */
    Duration statement(ConnectionUse use) {
      return switch (use) {
        case RENEWAL -> renewal;
        case READ -> READ_STATEMENT;
        case WRITE -> WRITE_STATEMENT;
      };
    }
  }
}
