package io.election4j.proof.chaos.databases;

import static java.util.Objects.requireNonNull;

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
  private final SqlProduct product;
  private long id;

  private Blockade(ServerAddress address) {
    this.address = address;
    this.session = SqlSession.to(address, PATIENCE);
    this.product = SqlProduct.of(address);
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
    id = session.rows(row -> requireNonNull(row.get(0, Long.class)), product.connectionId()).get(0);
    session.update(product.limitLockWaits());
    session.update(first);
    session.rows(row -> 0, last, values);
  }

  @Override
  public void close() {
    session.close();
    if (id > 0) {
      try (SqlSession other = SqlSession.to(address, PATIENCE)) {
        other.rows(row -> 0, product.kill().formatted(id));
      } catch (RuntimeException gone) {
        // It was closed, or the server was.
      }
    }
  }
}
