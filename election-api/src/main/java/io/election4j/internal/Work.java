package io.election4j.internal;

import io.election4j.Leadership;
import io.election4j.OnFailure;
import org.jspecify.annotations.Nullable;

/**
 * Something done while this process leads. All methods are called on the engine's thread and return
 * at once.
 */
interface Work {

  /** Returns what becomes of it when it fails. */
  default OnFailure onFailure() {
    return OnFailure.fail();
  }

  /** Starts for this leadership. */
  void start(Leadership leadership, Ending ending);

  /** Asks it to stop. */
  void stop();

  /** Whom a work tells that it has ended. */
  interface Ending {

    /**
     * Nothing of it runs any more, whether or not it was asked to stop. To be called on any thread;
     * only the first call counts.
     *
     * @param failure what it failed with; {@code null} if it did not
     */
    void ended(@Nullable Throwable failure);
  }
}
