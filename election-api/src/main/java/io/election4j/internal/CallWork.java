package io.election4j.internal;

import io.election4j.Election;
import io.election4j.Leadership;
import io.election4j.OnFailure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls something that blocks and has a result, while this process leads. */
final class CallWork<T> implements Work {

  private final Election.BlockingCall<T> call;
  private final Results<T> results;
  private final Place place;
  private @Nullable Interruptible current;
  private @Nullable Ending ending;

  /** Where blocking work is done. */
  interface Place {

    /** Runs the work of an election, later or on another thread, or tells that this is refused. */
    void work(String election, Runnable task, Consumer<Throwable> refused);
  }

  CallWork(Election.BlockingCall<T> call, Results<T> results, Place place) {
    this.call = call;
    this.results = results;
    this.place = place;
  }

  @Override
  public OnFailure onFailure() {
    return results.onFailure();
  }

  @Override
  public void start(Leadership leadership, Ending ending) {
    Interruptible run = new Interruptible();
    current = run;
    this.ending = ending;
    Consumer<Throwable> failed =
        failure -> {
          ending.ended(results.failed(failure) ? null : failure);
        };
    place.work(leadership.election(), () -> run(run, leadership, ending, failed), failed);
  }

  @Override
  public void stop() {
    if (current != null && ending != null && current.interrupt()) {
      ending.ended(null);
    }
  }

  private void run(
      Interruptible run, Leadership leadership, Ending ending, Consumer<Throwable> failed) {
    if (!run.enter()) {
      return;
    }
    @Nullable T result;
    try {
      result = call.call(leadership);
    } catch (Throwable failure) {
      if (run.leave()) {
        ending.ended(null);
      } else {
        failed.accept(failure);
      }
      return;
    }
    run.leave();
    try {
      if (result != null) {
        results.next(result);
      }
    } finally {
      ending.ended(null);
    }
  }
}
