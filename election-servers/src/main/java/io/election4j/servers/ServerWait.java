package io.election4j.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a server to answer, with a bound. */
final class ServerWait {

  private static final long MOMENT_MILLIS = 10;

  private final long startedNanos = System.nanoTime();
  private final Duration limit;

  ServerWait(Duration limit) {
    this.limit = limit;
  }

  /**
   * Asks again and again until there is an answer.
   *
   * @throws IOException if the server is not alive any more, or takes longer than the limit
   */
  static <T> T forAnswer(Question<T> question, BooleanSupplier alive, Duration limit)
      throws IOException {
    ServerWait wait = new ServerWait(limit);
    while (true) {
      try {
        return question.ask();
      } catch (IOException e) {
        if (wait.isOver() || !alive.getAsBoolean()) {
          throw e;
        }
      }
      wait.aMoment();
    }
  }

  boolean isOver() {
    return System.nanoTime() - startedNanos > limit.toNanos();
  }

  void aMoment() {
    try {
      Thread.sleep(MOMENT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a server", e);
    }
  }

  /** Asks a server once. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws IOException;
  }
}
