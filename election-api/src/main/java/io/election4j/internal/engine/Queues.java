package io.election4j.internal.engine;

import java.time.Duration;

/** What waits to be asked of the store, by kind. */
final class Queues {

  final BatchQueue reads;
  final BatchQueue creates;
  final BatchQueue claims;
  final BatchQueue vacations;
  final BatchQueue publications;

  /**
   * Creates empty queues.
   *
   * @param pause how long one of them waits after an operation that failed or achieved nothing
   */
  Queues(Duration pause) {
    reads = new BatchQueue(pause);
    creates = new BatchQueue(pause);
    claims = new BatchQueue(pause);
    vacations = new BatchQueue(pause);
    publications = new BatchQueue(pause);
  }
}
