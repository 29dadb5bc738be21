package io.election4j.internal;

import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import io.election4j.OnFailure;
import org.jspecify.annotations.Nullable;

/** Runs a leader worker on threads that may be blocked. */
final class WorkerWork implements Work {

  private final LeaderWorker worker;
  private final OnFailure onFailure;
  private final Threads.Workers threads;
  private @Nullable Run run;

  WorkerWork(LeaderWorker worker, OnFailure onFailure, Threads.Workers threads) {
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
        ending.say(LogLine.START_INTERRUPTED, failure);
      }
      if (startReturned()) {
        callStop();
      }
    }

    private void failed(Throwable failure) {
      if (onFailure instanceof OnFailure.Fail) {
        ending.say(LogLine.NOT_STARTED, failure);
      }
      ending.ended(failure);
    }

    private void callStop() {
      try {
        worker.stop(leadership);
      } catch (Throwable failure) {
        ending.say(LogLine.NOT_STOPPED, failure);
      } finally {
        ending.ended(null);
      }
    }
  }
}
