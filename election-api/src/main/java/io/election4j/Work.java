package io.election4j;

/**
 * Something done while this process leads. Both methods are called on the engine's thread and
 * return at once.
 */
interface Work {

  /**
   * Starts for this leadership.
   *
   * @param stopped to be run, on any thread, once nothing of it runs any more, whether or not it
   *     was asked to stop
   */
  void start(Leadership leadership, Runnable stopped);

  /** Asks it to stop. */
  void stop();
}
