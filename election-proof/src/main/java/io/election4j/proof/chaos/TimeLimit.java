package io.election4j.proof.chaos;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does what may wait for ever, on a thread of its own, and goes on without it if it does. */
final class TimeLimit {

  private TimeLimit() {}

  /**
   * Waits for what a task returns. A task that does not return in time is interrupted; what it
   * returns after that is closed, if it can be.
   *
   * @throws TimeoutException if it did not return in time
   * @throws Exception what the task throws
   */
  static <T> T within(Duration limit, Callable<T> task) throws Exception {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread thread = new Thread(() -> run(task, answer), "chaos-task");
    thread.setDaemon(true);
    thread.start();
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception known ? known : failed;
    } catch (TimeoutException late) {
      thread.interrupt();
      answer.thenAccept(TimeLimit::close);
      throw new TimeoutException("not done within " + limit.toSeconds() + " s");
    }
  }

  private static <T> void run(Callable<T> task, CompletableFuture<T> answer) {
    try {
      answer.complete(task.call());
    } catch (Throwable failure) {
      answer.completeExceptionally(failure);
    }
  }

  private static void close(Object late) {
    if (late instanceof AutoCloseable begun) {
      try {
        begun.close();
      } catch (Exception failed) {
        // It counts as wrong already.
      }
    }
  }
}
