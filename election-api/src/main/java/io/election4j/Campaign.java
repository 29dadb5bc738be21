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

  private record Office(@Nullable Leadership leadership, Runnable stopped) {}

  private static final Office LEFT = new Office(null, () -> {});

  private final BlockingQueue<Office> offices = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.currentThread();
  private volatile @Nullable Throwable failure;
  private boolean working;
  private boolean stopWanted;
  private boolean over;

  @Override
  public synchronized void start(Leadership leadership, Ending ending) {
    Runnable stopped = () -> ending.ended(null);
    if (over) {
      stopped.run();
    } else {
      stopWanted = false;
      offices.add(new Office(leadership, stopped));
    }
  }

  @Override
  public synchronized void stop() {
    stopWanted = true;
    if (working) {
      thread.interrupt();
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
    try {
      if (begin()) {
        work.run(leadership);
      }
    } catch (Exception thrown) {
      if (!asked() || !interrupted(thrown)) {
        throw thrown;
      }
    } finally {
      end();
      office.stopped.run();
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

  private synchronized boolean begin() {
    working = !stopWanted;
    return working;
  }

  private synchronized boolean asked() {
    return stopWanted;
  }

  private synchronized void end() {
    working = false;
    if (stopWanted) {
      // The interrupt was ours, and has done its work.
      Thread.interrupted();
    }
  }
}
