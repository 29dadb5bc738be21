package io.election4j.internal;

import io.election4j.Election;
import io.election4j.Leadership;
import io.election4j.OnFailure;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs blocking work on the thread that waits for it. */
final class Campaign implements Work {

  private record Turn(@Nullable Leadership leadership, Interruptible run, Ending ending) {}

  private static final Turn LEFT = new Turn(null, new Interruptible(), failure -> {});

  /** Without a lock: the engine's thread, which hands them in, must never wait for the worker. */
  private final Queue<Turn> turns = new ConcurrentLinkedQueue<>();

  private final Election.BlockingWork work;
  private final OnFailure onFailure;
  private final Inside inside;
  private volatile @Nullable Thread worker;
  private volatile @Nullable Throwable failure;
  private @Nullable Turn current;
  private boolean over;

  Campaign(Election.BlockingWork work, OnFailure onFailure, Inside inside) {
    this.work = work;
    this.onFailure = onFailure;
    this.inside = inside;
  }

  @Override
  public OnFailure onFailure() {
    return onFailure;
  }

  @Override
  public synchronized void start(Leadership leadership, Ending ending) {
    if (over) {
      ending.ended(null);
    } else {
      current = new Turn(leadership, new Interruptible(), ending);
      hand(current);
    }
  }

  @Override
  public synchronized void stop() {
    if (current != null && current.run.interrupt()) {
      current.ending.ended(null);
    }
  }

  /** The election was left: {@link #run} returns. */
  void left() {
    hand(LEFT);
  }

  /** The store cannot be used: {@link #run} throws this. */
  void failed(Throwable cause) {
    failure = cause;
    hand(LEFT);
  }

  private void hand(Turn turn) {
    turns.add(turn);
    LockSupport.unpark(worker);
  }

  /** Waits for the next one. */
  private Turn take() throws InterruptedException {
    worker = Thread.currentThread();
    while (!Thread.interrupted()) {
      Turn turn = turns.poll();
      if (turn != null) {
        return turn;
      }
      LockSupport.park(this);
    }
    throw new InterruptedException();
  }

  /** Blocks, and works whenever this process leads. */
  void run() throws Exception {
    try {
      for (Turn turn = take(); turn.leadership != null; turn = take()) {
        if (turn.run.enter()) {
          run(turn, turn.leadership);
        }
      }
    } finally {
      refuse();
    }
    Throwable cause = failure;
    if (cause != null) {
      throw new IllegalStateException(cause.getMessage(), cause);
    }
  }

  /** Nobody waits to lead any more: whatever is or will be won is given back at once. */
  private void refuse() {
    synchronized (this) {
      over = true;
    }
    for (Turn unused = turns.poll(); unused != null; unused = turns.poll()) {
      unused.ending.ended(null);
    }
  }

  private void run(Turn turn, Leadership leadership) throws Exception {
    @Nullable Throwable thrown = null;
    try {
      inside.work(leadership.election(), () -> work.run(leadership));
    } catch (Exception | Error failed) {
      thrown = failed;
    }
    @Nullable Throwable failed = turn.run.leave() ? null : thrown;
    turn.ending.ended(failed);
    boolean ends = onFailure instanceof OnFailure.Fail || failed instanceof InterruptedException;
    if (ends && failed instanceof Exception exception) {
      throw exception;
    } else if (ends && failed instanceof Error error) {
      throw error;
    }
  }
}
