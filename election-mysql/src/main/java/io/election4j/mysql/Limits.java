package io.election4j.mysql;

import java.time.Duration;

/**
 * How long the store waits for what, and how many connections it takes.
 *
 * @param renewals for renewals alone; a second connection for when the first is stuck
 * @param reads for reads; a second connection likewise
 * @param writes for all other writes
 * @param detached after which an unanswered statement costs its connection once the caller has
 *     cancelled
 * @param connect for a server to accept a connection
 * @param setUp for a connection to be ready for use
 * @param borrow for a connection to become free
 * @param validate for an idle connection to prove that it is alive
 * @param idle after which an unused connection is closed
 * @param life after which a connection is closed once it is free
 * @param waiting the most callers that may wait for a connection of one kind
 */
record Limits(
    Share renewals,
    Share reads,
    Share writes,
    Duration detached,
    Duration connect,
    Duration setUp,
    Duration borrow,
    Duration validate,
    Duration idle,
    Duration life,
    int waiting) {

  /**
   * What one kind of work gets.
   *
   * @param connections at most
   * @param statement after which an unanswered statement costs its connection
   */
  record Share(int connections, Duration statement) {}

  static final Limits DEFAULT =
      new Limits(
          new Share(2, Duration.ofSeconds(4)),
          new Share(2, Duration.ofSeconds(8)),
          new Share(1, Duration.ofSeconds(30)),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(3),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(15),
          10_000);

  Share of(ConnectionUse work) {
    return switch (work) {
      case RENEWAL -> renewals;
      case READ -> reads;
      case WRITE -> writes;
    };
  }

  Limits withRenewal(Duration most) {
    Share shorter = new Share(renewals.connections(), most);
    return new Limits(
        shorter, reads, writes, detached, connect, setUp, borrow, validate, idle, life, waiting);
  }

  Limits withDetached(Duration most) {
    return new Limits(
        renewals, reads, writes, most, connect, setUp, borrow, validate, idle, life, waiting);
  }

  Limits withSetUp(Duration most) {
    return new Limits(
        renewals, reads, writes, detached, connect, most, borrow, validate, idle, life, waiting);
  }
}
