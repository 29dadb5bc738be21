package io.election4j;

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

  @Override
  public synchronized void start(Leadership leadership, Runnable stopped) {
    stopWanted = false;
    offices.add(new Office(leadership, stopped));
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
    while (true) {
      Office office = offices.take();
      if (office.leadership == null) {
        Throwable cause = failure;
        if (cause != null) {
          throw new IllegalStateException(cause.getMessage(), cause);
        }
        return;
      }
      try {
        work(work, office.leadership);
      } finally {
        office.stopped.run();
      }
    }
  }

  private void work(Election.BlockingWork work, Leadership leadership) throws Exception {
    if (!begin()) {
      return;
    }
    try {
      work.run(leadership);
    } catch (InterruptedException interrupted) {
      if (!asked()) {
        throw interrupted;
      }
    } finally {
      end();
    }
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
