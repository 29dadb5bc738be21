package io.election4j.proof.chaos.databases;

import io.election4j.demo.harness.ServerAddress;
import java.time.Duration;

/**
 * A session that holds locks until it is closed. Where it waits for its locks in vain, and where it
 * cannot be closed in good order, the server is told to kill it: nothing may stay locked.
 */
final class Blockade implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ServerAddress address;
  private final SqlSession session;
  private long id;

  private Blockade(ServerAddress address) {
    this.address = address;
    this.session = new SqlSession(address, PATIENCE);
  }

  /** Takes locks with statements of which the last may give rows. */
  static Blockade by(ServerAddress address, String first, String last, Object... values) {
    Blockade blockade = new Blockade(address);
    try {
      blockade.take(first, last, values);
      return blockade;
    } catch (RuntimeException failure) {
      blockade.close();
      throw failure;
    }
  }

  private void take(String first, String last, Object... values) {
    id = session.rows(row -> row.get(0, Long.class), "SELECT CONNECTION_ID()").get(0);
    session.update("SET lock_wait_timeout = 3, innodb_lock_wait_timeout = 3");
    session.update(first);
    session.rows(row -> 0, last, values);
  }

  @Override
  public void close() {
    session.close();
    if (id > 0) {
      try (SqlSession other = new SqlSession(address, PATIENCE)) {
        other.update("KILL " + id);
      } catch (RuntimeException gone) {
        // It was closed, or the server was.
      }
    }
  }
}
