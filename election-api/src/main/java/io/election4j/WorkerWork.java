package io.election4j;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a leader worker on threads that may be blocked. */
final class WorkerWork implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(Elections.class);

  private final LeaderWorker worker;
  private final OnFailure onFailure;
  private final WorkerThreads threads;
  private @Nullable Run run;

  WorkerWork(LeaderWorker worker, OnFailure onFailure, WorkerThreads threads) {
    this.worker = worker;
    this.onFailure = onFailure;
    this.threads = threads;
  }

  @Override
  public OnFailure onFailure() {
    return onFailure;
  }

  @Override
  public void start(Leadership leadership, Ending ending) {
    Run started = new Run(leadership, ending);
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
    private final Ending ending;
    private final Interruptible starting = new Interruptible();
    private boolean started;
    private boolean stopWanted;

    Run(Leadership leadership, Ending ending) {
      this.leadership = leadership;
      this.ending = ending;
    }

    void begin() {
      threads.work(leadership.election(), this::callStart, this::failed);
    }

    void stop() {
      if (stopAfterStart()) {
        threads.stop(leadership.election(), this::callStop);
      } else {
        if (starting.interrupt()) {
          ending.ended(null);
        }
      }
    }

    /** Returns whether {@code start} has returned and {@code stop} has not been called yet. */
    private synchronized boolean stopAfterStart() {
      boolean call = started && !stopWanted;
      stopWanted = true;
      return call;
    }

    /** Returns whether {@code stop} is to be called now that {@code start} has returned. */
    private synchronized boolean startReturned() {
      started = true;
      return stopWanted;
    }

    private void callStart() {
      if (!starting.enter()) {
        return;
      }
      try {
        worker.start(leadership);
        starting.leave();
      } catch (Throwable failure) {
        if (!starting.leave()) {
          failed(failure);
          return;
        }
        LOG.debug("The leader worker was interrupted", failure);
      }
      if (startReturned()) {
        callStop();
      }
    }

    private void failed(Throwable failure) {
      if (onFailure instanceof OnFailure.Fail) {
        LOG.error(
            "The leader worker of election '{}' did not start", leadership.election(), failure);
      }
      ending.ended(failure);
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
        ending.ended(null);
      }
    }
  }
}
