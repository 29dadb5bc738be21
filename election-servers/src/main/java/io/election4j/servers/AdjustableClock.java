package io.election4j.servers;

/** A server whose wall clock can be made wrong. Its monotonic clock stays true. */
public interface AdjustableClock {

  /** Makes the server's wall clock wrong by so many seconds: 0 is right, below 0 is behind. */
  void wrongBy(long seconds);
}
