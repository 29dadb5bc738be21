package io.election4j.spring;

import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import io.election4j.spring.WorkMeasures.Outcome;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** A worker that is measured from its start until it has stopped. */
final class MeasuredWorker implements LeaderWorker {

  private final LeaderWorker worker;
  private final WorkMeasures measures;
  private volatile @Nullable Observation work;

  MeasuredWorker(LeaderWorker worker, WorkMeasures measures) {
    this.worker = worker;
    this.measures = measures;
  }

  @Override
  public void start(Leadership leadership) throws Exception {
    work = measures.begin(leadership.election());
    try {
      worker.start(leadership);
    } catch (Throwable failure) {
      boolean told =
          failure instanceof InterruptedException || Thread.currentThread().isInterrupted();
      end(told ? null : failure);
      throw failure;
    }
  }

  @Override
  public void stop(Leadership leadership) throws Exception {
    try {
      worker.stop(leadership);
      end(null);
    } catch (Throwable failure) {
      end(failure);
      throw failure;
    }
  }

  /** Ends it, unless it has ended: a start that was interrupted is followed by a stop. */
  private void end(@Nullable Throwable failure) {
    Observation ended = work;
    work = null;
    if (ended != null) {
      WorkMeasures.end(ended, failure == null ? Outcome.INTERRUPTED : Outcome.FAILED, failure);
    }
  }
}
