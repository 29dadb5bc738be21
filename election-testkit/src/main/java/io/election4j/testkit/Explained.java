package io.election4j.testkit;

import io.election4j.testkit.history.Linearizability;
import io.election4j.testkit.history.Operation;
import io.election4j.testkit.history.SequentialModel;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Compares answers with what a model says. */
final class Explained {

  private Explained() {}

  static <S, C> Optional<String> counterexample(
      SequentialModel<S, C> model, Collection<Operation<C>> history) {
    return Linearizability.counterexample(model, history).map(Object::toString);
  }

  /** A wrong answer, or a write that did what it should not. */
  record Deviation(Rule rule, long nanos, String text) {}

  /**
   * Finds the first wrong answer of calls that were made one after the other. A wrong read is the
   * fault of the write before it.
   */
  static <S, C> @Nullable Deviation firstDeviation(
      SequentialModel<S, C> model, List<Operation<C>> calls, BiFunction<S, C, Rule> rules) {
    S state = model.initial();
    S before = state;
    C write = null;
    for (Operation<C> operation : calls) {
      C call = operation.call();
      List<S> next = model.next(state, call, true);
      boolean read = rules.apply(state, call) == Rule.L12;
      if (next.isEmpty()) {
        boolean written = read && write != null;
        C guilty = written ? write : call;
        return new Deviation(
            rules.apply(written ? before : state, guilty),
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
