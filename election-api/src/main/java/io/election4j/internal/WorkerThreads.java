package io.election4j.internal;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Hands tasks to the executor of blocking work.
 *
 * @param caller who calls that executor: it is the user's own and may block or run a task at once
 * @param executor who runs the tasks; it may refuse
 * @param spare who runs what stops work while somebody blocks until that has stopped, who may well
 *     hold up the executor
 * @param inside told which thread is in what work
 */
record WorkerThreads(Executor caller, Executor executor, Executor spare, Inside inside) {

  /** Runs a task, on a thread of our own if the executor refuses. */
  void run(Runnable task) {
    run(task, refused -> task.run());
  }

  /** Runs what stops the work of an election, on a thread of our own if the executor refuses. */
  void stop(String election, Runnable task) {
    Runnable part = () -> inside.work(election, task::run);
    if (inside.anyoneBlocked()) {
      spare.execute(part);
    } else {
      run(part);
    }
  }

  /** Runs the work of an election, or tells that the executor refuses. */
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
