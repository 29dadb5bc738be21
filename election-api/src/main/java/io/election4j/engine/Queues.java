package io.election4j.engine;

/** What waits to be asked of the store, by kind. */
final class Queues {
  final Queue reads = new Queue();
  final Queue creates = new Queue();
  final Queue claims = new Queue();
  final Queue vacations = new Queue();
}
