package io.election4j.internal;

import io.election4j.Election;
import io.election4j.Leadership;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs blocking work on the thread that waits for it. */
final class Campaign implements Work {

  private record Turn(@Nullable Leadership leadership, Interruptible run, Runnable stopped) {}

  private static final Turn LEFT = new Turn(null, new Interruptible(), () -> {});

  /** Without a lock: the engine's thread, which hands them in, must never wait for the worker. */
  private final Queue<Turn> turns = new ConcurrentLinkedQueue<>();

  private final Inside inside;
  private volatile @Nullable Thread worker;
  private volatile @Nullable Throwable failure;
  private @Nullable Turn current;
  private boolean over;

  Campaign(Inside inside) {
    this.inside = inside;
  }

  @Override
  public synchronized void start(Leadership leadership, Ending ending) {
    Runnable stopped = () -> ending.ended(null);
    if (over) {
      stopped.run();
    } else {
      current = new Turn(leadership, new Interruptible(), stopped);
      hand(current);
    }
  }

  @Override
  public synchronized void stop() {
    if (current != null && current.run.interrupt()) {
      current.stopped.run();
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
  void run(Election.BlockingWork work) throws Exception {
    try {
      Turn turn = take();
      while (turn.leadership != null) {
        runIn(turn, turn.leadership, work);
        turn = take();
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
      unused.stopped.run();
    }
  }

  private void runIn(Turn turn, Leadership leadership, Election.BlockingWork work)
      throws Exception {
    if (turn.run.enter()) {
      try {
        run(turn.run, leadership, work);
      } finally {
        turn.stopped.run();
      }
    }
  }

  private void run(Interruptible run, Leadership leadership, Election.BlockingWork work)
      throws Exception {
    boolean asked = false;
    @Nullable Exception failed = null;
    try {
      inside.work(leadership.election(), () -> work.run(leadership));
    } catch (Exception thrown) {
      failed = thrown;
    } finally {
      asked = run.leave();
    }
    if (failed != null && !(asked && interrupted(failed))) {
      throw failed;
    }
  }

  /** Returns whether an interrupt is behind this; many libraries wrap it. */
  private static boolean interrupted(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof InterruptedIOException
          || cause instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }
}
