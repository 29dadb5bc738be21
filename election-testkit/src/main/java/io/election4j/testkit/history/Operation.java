package io.election4j.testkit.history;

import static java.util.Objects.requireNonNull;

/**
 * One call by one client, and when it was made and answered.
 *
 * <p>The times are readings of one monotonic clock, such as {@link System#nanoTime()}.
 *
 * @param client names who called
 * @param calledNanos when, read before the call was made
 * @param answeredNanos when the answer was there, read after it arrived; {@link #NEVER} if no
 *     answer came: the call may then take effect at any later time, or never
 * @param call what was asked and answered, in the words of a {@link SequentialModel}
 */
public record Operation<C>(String client, long calledNanos, long answeredNanos, C call) {

  /** The answer is unknown for ever. */
  public static final long NEVER = Long.MAX_VALUE;

  public Operation {
    requireNonNull(client, "client");
    requireNonNull(call, "call");
    if (answeredNanos < calledNanos) {
      throw new IllegalArgumentException(
          "answeredNanos " + answeredNanos + " is before calledNanos " + calledNanos);
    }
  }

  /** Returns whether the answer is known. */
  public boolean answered() {
    return answeredNanos != NEVER;
  }

  /** Returns whether both were under way at one moment. */
  boolean overlaps(Operation<C> other) {
    return calledNanos <= other.answeredNanos && other.calledNanos <= answeredNanos;
  }

  Operation<C> asOf(long nanos) {
    return answeredNanos <= nanos ? this : new Operation<>(client, calledNanos, NEVER, call);
  }
}
