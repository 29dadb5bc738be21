package io.election4j.testkit.history;

import java.util.List;

/**
 * What one object does when calls come one after the other.
 *
 * @param <S> its states, compared by {@code equals}
 * @param <C> calls with their answers
 */
public interface SequentialModel<S, C> {

  /** Returns the state before any call. */
  S initial();

  /**
   * Returns the states in which a call may leave the object; none if the object does not answer so
   * in this state.
   *
   * @param answered whether the answer in {@code call} counts; if not, any answer is possible
   */
  List<S> next(S state, C call, boolean answered);

  /** Returns whether the call changes no state, given the answer in it. */
  boolean changesNothing(C call);

  /**
   * Returns whether another call that is under way at the same time is reason enough to refuse a
   * call, whatever the state.
   *
   * @param underWay the other call, whose answer counts only if {@code answered}
   * @param refused a call, with its answer
   */
  default boolean explains(C underWay, boolean answered, C refused) {
    return false;
  }
}
