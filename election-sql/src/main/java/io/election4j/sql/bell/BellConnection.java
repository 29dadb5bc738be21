package io.election4j.sql.bell;

import io.election4j.sql.SqlSession;

/** A connection that nothing but the doorbell uses. */
public interface BellConnection {

  /** Returns what runs one statement at a time, each bounded in time. */
  SqlSession session();

  /**
   * The server was or will be told, on another connection, to interrupt what goes on on this one;
   * that may come late.
   */
  default void interrupted() {}

  /** Closes this whatever goes on on it. Waits for nobody, never fails, and may come twice. */
  void drop();
}
