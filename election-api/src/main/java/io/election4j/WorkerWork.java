package io.election4j;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a leader worker on threads that may be blocked. */
final class WorkerWork implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(Elections.class);

  private final LeaderWorker worker;
  private final Executor threads;
  private @Nullable Run run;

  WorkerWork(LeaderWorker worker, Executor threads) {
    this.worker = worker;
    this.threads = threads;
  }

  @Override
  public void start(Leadership leadership, Runnable stopped) {
    Run started = new Run(leadership, stopped);
    run = started;
    started.begin();
  }

  @Override
  public void stop() {
    if (run != null) {
      run.stop();
    }
  }

  /** One term: {@code start} and, once it has returned and stopping is wanted, {@code stop}. */
  private final class Run {

    private final Leadership leadership;
    private final Runnable stopped;
    private @Nullable Thread starter;
    private boolean started;
    private boolean stopWanted;

    Run(Leadership leadership, Runnable stopped) {
      this.leadership = leadership;
      this.stopped = stopped;
    }

    void begin() {
      threads.execute(this::callStart);
    }

    synchronized void stop() {
      if (stopWanted) {
        return;
      }
      stopWanted = true;
      if (started) {
        threads.execute(this::callStop);
      } else if (starter != null) {
        starter.interrupt();
      }
    }

    private void callStart() {
      if (!enter()) {
        stopped.run();
        return;
      }
      try {
        worker.start(leadership);
      } catch (Throwable failure) {
        if (!wasAskedToStop()) {
          LOG.error(
              "The leader worker of election '{}' did not start", leadership.election(), failure);
          stopped.run();
          return;
        }
        LOG.debug("The leader worker was interrupted", failure);
      }
      startReturned();
    }

    private synchronized boolean enter() {
      starter = stopWanted ? null : Thread.currentThread();
      return starter != null;
    }

    /** If it was not, this thread goes on to other things and must not be interrupted any more. */
    private synchronized boolean wasAskedToStop() {
      starter = null;
      return stopWanted;
    }

    private void startReturned() {
      synchronized (this) {
        starter = null;
        started = true;
        // An interrupt was ours, and has done its work.
        Thread.interrupted();
        if (!stopWanted) {
          return;
        }
      }
      callStop();
    }

    private void callStop() {
      try {
        worker.stop(leadership);
      } catch (Throwable failure) {
        LOG.error(
            "The leader worker of election '{}' did not stop properly",
            leadership.election(),
            failure);
      } finally {
        stopped.run();
      }
    }
  }
}
