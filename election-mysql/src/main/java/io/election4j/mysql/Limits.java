package io.election4j.mysql;

import java.time.Duration;

/**
 * How long the store waits for what, and how many connections it takes.
 *
 * @param statement after which an unanswered statement's connection is discarded
 * @param detached the same once the caller has cancelled
 * @param connect for a server to accept a connection
 * @param setUp for a connection to be ready for use
 * @param borrow for a connection to become free
 * @param validate for an idle connection to prove that it is alive
 * @param idle after which an unused connection is closed
 * @param life after which a connection is closed once it is free
 * @param renewals the most connections for renewals alone; a second one for when the first is stuck
 * @param reads the most connections for reads
 * @param writes the most connections for all other writes
 * @param waiting the most callers that may wait for a connection of one kind
 */
record Limits(
    Duration statement,
    Duration detached,
    Duration connect,
    Duration setUp,
    Duration borrow,
    Duration validate,
    Duration idle,
    Duration life,
    int renewals,
    int reads,
    int writes,
    int waiting) {

  static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofMinutes(1),
          Duration.ofMinutes(15),
          2,
          1,
          1,
          10_000);

  Limits withStatement(Duration most) {
    return new Limits(
        most, detached, connect, setUp, borrow, validate, idle, life, renewals, reads, writes,
        waiting);
  }

  Limits withSetUp(Duration most) {
    return new Limits(
        statement, detached, connect, most, borrow, validate, idle, life, renewals, reads, writes,
        waiting);
  }
}
