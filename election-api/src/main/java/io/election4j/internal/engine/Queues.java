package io.election4j.internal.engine;

import java.time.Duration;

/** What waits to be asked of the store, by kind. */
final class Queues {

  final Queue reads;
  final Queue creates;
  final Queue claims;
  final Queue vacations;
  final Queue publications;

  /**
   * Creates empty queues.
   *
   * @param pause how long one of them waits after an operation that failed or achieved nothing
   */
  Queues(Duration pause) {
    reads = new Queue(pause);
    creates = new Queue(pause);
    claims = new Queue(pause);
    vacations = new Queue(pause);
    publications = new Queue(pause);
  }
}
