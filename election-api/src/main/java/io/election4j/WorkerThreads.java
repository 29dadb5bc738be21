package io.election4j;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Hands tasks to the executor of blocking work.
 *
 * @param caller who calls that executor: it is the user's own and may block or run a task at once
 * @param executor who runs the tasks; it may refuse
 * @param inside told which thread is in what work
 */
record WorkerThreads(Executor caller, Executor executor, Inside inside) {

  /** Runs a task, on a thread of our own if the executor refuses. */
  void run(Runnable task) {
    run(task, refused -> task.run());
  }

  /** Runs a part of the work of an election, on a thread of our own if the executor refuses. */
  void work(String election, Runnable task) {
    run(() -> inside.work(election, task::run));
  }

  /** Runs a part of the work of an election, or tells that the executor refuses. */
  void work(String election, Runnable task, Consumer<Throwable> refused) {
    run(() -> inside.work(election, task::run), refused);
  }

  private void run(Runnable task, Consumer<Throwable> refused) {
    caller.execute(
        () -> {
          try {
            executor.execute(task);
          } catch (Throwable refusal) {
            refused.accept(refusal);
          }
        });
  }
}
