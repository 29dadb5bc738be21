package io.election4j.testkit.history;

import static java.util.Comparator.comparingLong;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks for an order of operations that a model explains: the search of Wing and Gong, with Lowe's
 * memory of what was tried.
 *
 * <p>An operation may come next if no other one that is still missing was answered before it was
 * called. Unanswered ones may be left out.
 */
final class Search<S, C> {

  private static final int MOST_TRIED = 200_000;

  private final SequentialModel<S, C> model;
  private final List<Operation<C>> operations;
  private final Predicate<S> enough;
  private final BitSet done = new BitSet();
  private final Set<Tried<S>> tried = new HashSet<>();

  private record Tried<S>(BitSet done, S state) {}

  /**
   * Prepares a search.
   *
   * @param enough is asked at the end of every order found, until it says so
   */
  Search(SequentialModel<S, C> model, Collection<Operation<C>> operations, Predicate<S> enough) {
    this.model = model;
    this.operations = operations.stream().sorted(comparingLong(Operation<C>::calledNanos)).toList();
    this.enough = enough;
  }

  /**
   * Returns whether an order from this state on was found that was enough.
   *
   * @throws IllegalStateException if there are too many orders to try
   */
  boolean from(S state) {
    long firstAnswer = firstAnswer();
    if (firstAnswer == Operation.NEVER && enough.test(state)) {
      return true;
    }
    if (!tried.add(new Tried<>((BitSet) done.clone(), state))) {
      return false;
    }
    if (tried.size() > MOST_TRIED) {
      throw new IllegalStateException(
          operations.size() + " operations have too many orders: make fewer at the same time");
    }
    return anyNext(state, firstAnswer);
  }

  private boolean anyNext(S state, long firstAnswer) {
    for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
      Operation<C> operation = operations.get(i);
      if (operation.calledNanos() > firstAnswer) {
        return false;
      }
      if (next(i, operation, state)) {
        return true;
      }
    }
    return false;
  }

  private boolean next(int i, Operation<C> operation, S state) {
    done.set(i);
    for (S after : model.next(state, operation.call(), operation.answered())) {
      if (from(after)) {
        return true;
      }
    }
    done.clear(i);
    return false;
  }

  /** Returns when the first of the missing operations was answered. */
  private long firstAnswer() {
    long first = Operation.NEVER;
    for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
      first = Math.min(first, operations.get(i).answeredNanos());
    }
    return first;
  }
}
