package io.election4j;

import io.election4j.internal.Bounds;
import java.time.Duration;

/**
 * What becomes of work that fails while this process leads. Whatever it is, other work and other
 * elections are not touched by the failure itself.
 */
public sealed interface OnFailure {

  /**
   * The work is over: the Flux it was started through fails. A {@link LeaderWorker} is started
   * again in the next term.
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
