package io.election4j.testkit;

import io.election4j.testkit.history.SequentialModel;
import java.util.List;

/**
 * A call on one lease or one record, with its answer.
 *
 * @param <S> what is stored of it
 * @param <C> the calls on it
 */
interface StoreCall<S, C extends StoreCall<S, C>> {

  /** Returns the rule that says how to answer in this state. */
  Rule rule(S state);

  /** Returns the states in which this call, answered or not, may leave what is in this state. */
  List<S> next(S state, boolean answered);

  /** Returns whether it certainly leaves everything as it was. */
  default boolean changesNothing() {
    return false;
  }

  /**
   * Returns whether this call was refused, and may have been because of another one that was under
   * way.
   *
   * @param answered whether the answer to the other one is known
   */
  default boolean refusedBecauseOf(C other, boolean answered) {
    return false;
  }

  /** Returns what happens when such calls come one after the other. */
  static <S, C extends StoreCall<S, C>> SequentialModel<S, C> model(S initial) {
    return new SequentialModel<>() {
      @Override
      public S initial() {
        return initial;
      }

      @Override
      public List<S> next(S state, C call, boolean answered) {
        return call.next(state, answered);
      }

      @Override
      public boolean changesNothing(C call) {
        return call.changesNothing();
      }

      @Override
      public boolean explains(C underWay, boolean answered, C refused) {
        return refused.refusedBecauseOf(underWay, answered);
      }
    };
  }
}
