package io.election4j.springtests;

import java.util.concurrent.Callable;

/** What waits for the gate of LeaderOnly, which opens just after its election is won. */
final class Gates {

  private static final long LIMIT_NANOS = Contexts.LIMIT.toNanos();

  private Gates() {}

  /** Calls until there is a result. */
  static <T> T awaitOpen(Callable<T> method) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < LIMIT_NANOS) {
      T result = unchecked(method);
      if (result != null) {
        return result;
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("the gate has not opened");
  }

  static <T> T unchecked(Callable<T> method) {
    try {
      return method.call();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
