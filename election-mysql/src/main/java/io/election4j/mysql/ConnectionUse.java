package io.election4j.mysql;

import io.r2dbc.spi.ValidationDepth;

/**
 * The kinds of work, none of which ever waits for another: each has connections of its own.
 *
 * <p>A connection that has been used may have died since. A write asks the server first, at the
 * cost of a round trip. A renewal looks only at its own end of the connection: it must not be sent
 * twice, as then its lease would get two versions, and the election sends the next one anyway. A
 * read is tried, and done again on another connection.
 */
enum ConnectionUse {
  RENEWAL(ValidationDepth.LOCAL, false),
  READ(ValidationDepth.LOCAL, true),
  WRITE(ValidationDepth.REMOTE, false);

  private final ValidationDepth validation;
  private final boolean repeats;

  ConnectionUse(ValidationDepth validation, boolean repeats) {
    this.validation = validation;
    this.repeats = repeats;
  }

  /** Returns how a connection that was used before is tried. */
  ValidationDepth validation() {
    return validation;
  }

  /** Returns whether it does no harm done twice. */
  boolean repeats() {
    return repeats;
  }
}
