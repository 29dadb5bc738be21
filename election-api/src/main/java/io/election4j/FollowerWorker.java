package io.election4j;

/**
 * Work done while another process leads; started anew for every leader.
 *
 * <p>Both methods may block; they run on a worker thread that renews nothing, one at a time, {@code
 * stop} after {@code start}.
 */
public interface FollowerWorker {

  /**
   * Starts to follow this leader.
   *
   * @throws Exception if that is impossible: it is logged, and the worker is not stopped
   */
  void start(Leader leader) throws Exception;

  /** Stops to follow it; called once for every start that returned. */
  void stop(Leader leader) throws Exception;
}
