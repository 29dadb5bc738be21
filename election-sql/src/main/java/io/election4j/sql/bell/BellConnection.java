package io.election4j.sql.bell;

import io.election4j.sql.SqlSession;

/** A connection that nothing but the doorbell uses. */
public interface BellConnection {

  /** Returns what runs one statement at a time, each bounded in time. */
  SqlSession session();

  /** Closes this whatever goes on on it. Waits for nobody, never fails, and may come twice. */
  void drop();
}
