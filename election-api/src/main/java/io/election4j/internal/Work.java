package io.election4j.internal;

import io.election4j.Leadership;
import io.election4j.OnFailure;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/**
 * Something done while this process leads. All methods are called on the engine's thread and return
 * at once.
 */
interface Work {

  /** Returns what becomes of it when it fails. */
  OnFailure onFailure();

  /** Starts for this leadership. */
  void start(Leadership leadership, Ending ending);

  /** Asks it to stop. */
  void stop();

  /** Whom a work tells what becomes of it, on any thread. */
  interface Ending {

    /**
     * Nothing of it runs any more, whether or not it was asked to stop. Only the first call counts.
     *
     * @param failure what it failed with; {@code null} if it did not
     */
    void ended(@Nullable Throwable failure);

    /** Something went wrong that nobody but the log is told of. */
    void say(LogLine line, Throwable failure);
  }

  /** Whom the results of a work go to; on any thread. */
  interface Results<T> {

    OnFailure onFailure();

    void next(T result);

    /**
     * Tells of a failure if nothing else becomes of it; returns whether the work is over with it.
     */
    boolean failed(Throwable failure);
  }

  /**
   * Results that a Flux emits.
   *
   * @param sink serialised, so that it may be used by any thread
   */
  record Emitted<T>(FluxSink<T> sink, OnFailure onFailure) implements Results<T> {

    @Override
    public void next(T result) {
      sink.next(result);
    }

    @Override
    public boolean failed(Throwable failure) {
      boolean over = onFailure instanceof OnFailure.Fail;
      if (over) {
        sink.error(failure);
      }
      return over;
    }
  }
}
