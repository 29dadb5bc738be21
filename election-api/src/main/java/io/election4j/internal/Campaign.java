package io.election4j.internal;

import io.election4j.OnFailure;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has the work of each term done on the thread that waits for it. */
final class Campaign implements CallWork.Place, Work.Results<Void> {

  /** Without a lock: the engine's thread, which hands them in, must never wait for the worker. */
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  private final OnFailure onFailure;
  private final Inside inside;
  private volatile @Nullable Thread worker;
  private volatile boolean left;
  private volatile @Nullable Throwable thrown;

  Campaign(OnFailure onFailure, Inside inside) {
    this.onFailure = onFailure;
    this.inside = inside;
  }

  // == What the engine's thread says ==

  @Override
  public void work(String election, Runnable task, Consumer<Throwable> refused) {
    tasks.add(() -> inside.work(election, task::run));
    LockSupport.unpark(worker);
  }

  /** The election was left: {@link #run} returns. */
  void left() {
    left = true;
    LockSupport.unpark(worker);
  }

  /** The store cannot be used: {@link #run} throws this. */
  void unusable(Throwable cause) {
    thrown = new IllegalStateException(cause.getMessage(), cause);
    left();
  }

  // == What the thread does that waits ==

  /** Blocks, and works whenever this process leads. What is left of it then is never begun. */
  void run() throws Exception {
    for (Runnable task = take(); task != null; task = take()) {
      task.run();
    }
    if (thrown instanceof Error error) {
      throw error;
    } else if (thrown instanceof Exception exception) {
      throw exception;
    }
  }

  /** Waits for the next task; {@code null} if there is none any more. */
  private @Nullable Runnable take() throws InterruptedException {
    worker = Thread.currentThread();
    while (!Thread.interrupted()) {
      boolean last = left;
      Runnable task = tasks.poll();
      if (task != null || last) {
        return task;
      }
      LockSupport.park(this);
    }
    throw new InterruptedException();
  }

  @Override
  public OnFailure onFailure() {
    return onFailure;
  }

  @Override
  public void next(Void nothing) {}

  /** An interrupt that did not come from us is for whoever called {@code campaign}. */
  @Override
  public boolean failed(Throwable failure) {
    boolean over = onFailure instanceof OnFailure.Fail || failure instanceof InterruptedException;
    if (over) {
      thrown = failure;
      left = true;
    }
    return over;
  }
}
