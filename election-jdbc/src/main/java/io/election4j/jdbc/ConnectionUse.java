package io.election4j.jdbc;

import java.time.Duration;

/**
 * The kinds of work. Renewals never wait for anything else: they have a connection of their own.
 *
 * <p>A connection that was not used for a while may have died since. Before a write or a renewal it
 * is asked, which costs a round trip but no statement: neither may be sent twice. A read is tried,
 * and done again on another connection.
 */
enum ConnectionUse {
  RENEWAL(Lane.RENEWALS, Duration.ofSeconds(3), Duration.ofSeconds(4)),
  READ(Lane.REST, Duration.ofSeconds(8), Duration.ofSeconds(9)),
  WRITE(Lane.REST, Duration.ofSeconds(8), Duration.ofSeconds(30));

  /** Which share a connection. */
  enum Lane {
    RENEWALS,
    REST
  }

  private final Lane lane;
  private final Duration answer;
  private final Duration all;

  ConnectionUse(Lane lane, Duration answer, Duration all) {
    this.lane = lane;
    this.answer = answer;
    this.all = all;
  }

  Lane lane() {
    return lane;
  }

  /** Returns how long the server may take to answer a statement. */
  Duration answer() {
    return answer;
  }

  /** Returns how long all statements of one call may take. */
  Duration all() {
    return all;
  }

  /** Returns whether it does no harm done twice. */
  boolean repeats() {
    return this == READ;
  }
}
