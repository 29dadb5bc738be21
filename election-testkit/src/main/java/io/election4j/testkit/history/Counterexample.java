package io.election4j.testkit.history;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Operations that no order explains.
 *
 * @param from the state before them, which is certain
 * @param operations as few as were found, in the order of their calls
 * @param outOf how many operations the whole history has
 */
public record Counterexample<S, C>(S from, List<Operation<C>> operations, int outOf) {

  public Counterexample {
    operations = List.copyOf(operations);
  }

  /** Returns the operations for a person: one a line, with microseconds since the first call. */
  @Override
  public String toString() {
    long start = operations.isEmpty() ? 0 : operations.get(0).calledNanos();
    return operations.stream()
        .map(operation -> line(operation, start))
        .collect(
            Collectors.joining(
                "\n",
                "no order explains "
                    + operations.size()
                    + " of "
                    + outOf
                    + " operations, which start from "
                    + from
                    + ":\n",
                ""));
  }

  private static String line(Operation<?> operation, long start) {
    return String.format(
        "  %-10s %8d .. %8s us  %s",
        operation.client(),
        (operation.calledNanos() - start) / 1000,
        operation.answered() ? (operation.answeredNanos() - start) / 1000 : "?",
        operation.call());
  }
}
