package io.election4j.testkit;

import io.election4j.testkit.history.Operation;
import io.election4j.testkit.history.SequentialModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares answers with what a model says. */
final class Explained {

  private Explained() {}

  /** A wrong answer, or a write that did what it should not. */
  record Deviation(Rule rule, long nanos, String text) {}

  /**
   * Finds the first wrong answer of calls that were made one after the other. A wrong read is the
   * fault of the write before it.
   */
  static <S, C extends StoreCall<S, C>> @Nullable Deviation firstDeviation(
      SequentialModel<S, C> model, List<Operation<C>> calls) {
    S state = model.initial();
    S before = state;
    C write = null;
    for (Operation<C> operation : calls) {
      C call = operation.call();
      List<S> next = model.next(state, call, true);
      boolean read = call.rule(state) == Rule.L12;
      if (next.isEmpty()) {
        return new Deviation(
            read && write != null ? write.rule(before) : call.rule(state),
            operation.answeredNanos(),
            "from the state: " + state + "\nasked and answered: " + call + "\nafter: " + write);
      }
      before = state;
      state = next.get(0);
      write = read ? null : call;
    }
    return null;
  }
}
