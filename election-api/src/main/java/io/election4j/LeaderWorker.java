package io.election4j;

/**
 * Work done while this process leads; started and stopped as often as leadership comes and goes.
 *
 * <p>Both methods may block; they run on a worker thread that renews nothing, one at a time, {@code
 * stop} after {@code start}. The work counts as stopped when {@code stop} has returned: only then
 * is the leadership given up, if that happens in peace.
 */
public interface LeaderWorker {

  /**
   * Starts the work. May return while the work goes on in threads of its own, or do the work
   * itself: it is interrupted when leadership ends.
   *
   * @throws Exception if the work cannot be started: the worker is not stopped, and {@link
   *     OnFailure} says what follows
   */
  void start(Leadership leadership) throws Exception;

  /** Stops the work; called once for every start that returned or was interrupted. */
  void stop(Leadership leadership) throws Exception;
}
