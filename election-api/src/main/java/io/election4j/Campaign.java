package io.election4j;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Runs blocking work on the thread that waits for it. */
final class Campaign implements Work {

  private record Office(@Nullable Leadership leadership, Interruptible run, Runnable stopped) {}

  private static final Office LEFT = new Office(null, new Interruptible(), () -> {});

  private final BlockingQueue<Office> offices = new LinkedBlockingQueue<>();
  private final Inside inside;
  private volatile @Nullable Throwable failure;
  private @Nullable Office current;
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
      current = new Office(leadership, new Interruptible(), stopped);
      offices.add(current);
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
    offices.add(LEFT);
  }

  /** The store cannot be used: {@link #run} throws this. */
  void failed(Throwable cause) {
    failure = cause;
    offices.add(LEFT);
  }

  /** Blocks, and works whenever this process leads. */
  void run(Election.BlockingWork work) throws Exception {
    try {
      Office office = offices.take();
      while (office.leadership != null) {
        runIn(office, office.leadership, work);
        office = offices.take();
      }
    } finally {
      refuse();
    }
    Throwable cause = failure;
    if (cause != null) {
      throw new IllegalStateException(cause.getMessage(), cause);
    }
  }

  /** Nobody waits for office any more: whatever is or will be given is given back at once. */
  private void refuse() {
    List<Office> unused = new ArrayList<>();
    synchronized (this) {
      over = true;
      offices.drainTo(unused);
    }
    unused.forEach(office -> office.stopped.run());
  }

  private void runIn(Office office, Leadership leadership, Election.BlockingWork work)
      throws Exception {
    if (office.run.enter()) {
      try {
        run(office.run, leadership, work);
      } finally {
        office.stopped.run();
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
