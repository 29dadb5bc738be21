package io.election4j;

import io.election4j.internal.Bounds;
import java.time.Duration;

/**
 * What becomes of work that fails while this process leads, the same for {@link
 * Election#whileLeading}, {@link Election#callWhileLeading}, {@link Election#campaign} and {@link
 * Election#lead}.
 *
 * <p>A failure is what the work throws, or fails with, before it was asked to stop, and an executor
 * that refuses to run it; what comes after that is only its end. Unless something else is asked
 * for, whoever started the work is told, by {@link Fail}; of a {@link LeaderWorker} nobody would be
 * told, so this process steps down for one lease. Other work and other elections are never touched
 * by the failure itself.
 */
public sealed interface OnFailure {

  /**
   * The work is over, for all terms to come, and this process leads on: the Flux that the work was
   * started through fails, {@code campaign} throws. Of a {@link LeaderWorker} only the log tells.
   */
  record Fail() implements OnFailure {}

  /**
   * The work is started again in the same term.
   *
   * @param pause how long after the failure; more than zero, at most one day
   */
  record Retry(Duration pause) implements OnFailure {
    public Retry {
      Bounds.pause(pause);
    }
  }

  /**
   * This process steps down, so that another may try, and stands again later.
   *
   * @param coolDown as in {@link Election#stepDown}
   */
  record StepDown(Duration coolDown) implements OnFailure {
    public StepDown {
      Bounds.coolDown(coolDown);
    }
  }

  /** Returns {@link Fail}. */
  static OnFailure fail() {
    return new Fail();
  }

  /** Returns {@link Retry}. */
  static OnFailure retryAfter(Duration pause) {
    return new Retry(pause);
  }

  /** Returns {@link StepDown}. */
  static OnFailure stepDown(Duration coolDown) {
    return new StepDown(coolDown);
  }
}
