package io.election4j.testkit.history;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that calls at the same time were answered as if each had taken effect at one moment
 * between its call and its answer. A call that was refused, and had reason to be in another one
 * under way at the same time, has no effect and needs no such moment.
 *
 * <p>Objects are checked one by one: a history is of one object. It may have hundreds of
 * operations, but only a dozen or so that overlap or were never answered.
 */
public final class Linearizability {

  private Linearizability() {}

  /**
   * Looks for an order of the operations that the model explains.
   *
   * @return nothing if there is one; else a short part of the history that already has none
   * @throws IllegalStateException if too many operations overlap
   */
  public static <S, C> Optional<Counterexample<S, C>> counterexample(
      SequentialModel<S, C> model, Collection<Operation<C>> history) {
    List<Operation<C>> all =
        history.stream().filter(one -> !refusedMeanwhile(model, one, history)).toList();
    if (explained(model, model.initial(), all)) {
      return Optional.empty();
    }
    List<Operation<C>> prefix = shortestPrefix(model, all);
    Start<S> start = latestStart(model, prefix);
    List<Operation<C>> part =
        prefix.stream().filter(operation -> operation.calledNanos() > start.nanos()).toList();
    return Optional.of(
        new Counterexample<>(start.state(), needed(model, start.state(), part), history.size()));
  }

  private static <S, C> boolean refusedMeanwhile(
      SequentialModel<S, C> model, Operation<C> one, Collection<Operation<C>> history) {
    return one.answered()
        && history.stream()
            .filter(other -> other != one && other.overlaps(one))
            .anyMatch(other -> model.explains(other.call(), other.answered(), one.call()));
  }

  private static <S, C> boolean explained(
      SequentialModel<S, C> model, S from, Collection<Operation<C>> operations) {
    return new Search<>(model, operations, end -> true).from(from);
  }

  /** Cuts the history off after the first answer that cannot be explained. */
  private static <S, C> List<Operation<C>> shortestPrefix(
      SequentialModel<S, C> model, List<Operation<C>> all) {
    long[] answers =
        all.stream()
            .filter(Operation::answered)
            .mapToLong(Operation::answeredNanos)
            .sorted()
            .toArray();
    int explained = 0;
    int unexplained = answers.length - 1;
    while (explained < unexplained) {
      int middle = (explained + unexplained) / 2;
      if (explained(model, model.initial(), until(all, answers[middle]))) {
        explained = middle + 1;
      } else {
        unexplained = middle;
      }
    }
    return until(all, answers[unexplained]);
  }

  private static <C> List<Operation<C>> until(List<Operation<C>> all, long nanos) {
    return all.stream()
        .filter(operation -> operation.calledNanos() <= nanos)
        .map(operation -> operation.asOf(nanos))
        .sorted(comparingLong(Operation<C>::calledNanos))
        .toList();
  }

  private record Start<S>(S state, long nanos) {}

  /** Finds the last moment when no call was under way and the state is certain. */
  private static <S, C> Start<S> latestStart(
      SequentialModel<S, C> model, List<Operation<C>> prefix) {
    Start<S> latest = new Start<>(model.initial(), Long.MIN_VALUE);
    long answered = Long.MIN_VALUE;
    for (int i = 0; i < prefix.size(); i++) {
      if (i > 0 && answered < prefix.get(i).calledNanos()) {
        Set<S> states = ends(model, latest, prefix.subList(0, i));
        latest = states.size() == 1 ? new Start<>(states.iterator().next(), answered) : latest;
      }
      answered = Math.max(answered, prefix.get(i).answeredNanos());
    }
    return latest;
  }

  private static <S, C> Set<S> ends(
      SequentialModel<S, C> model, Start<S> start, List<Operation<C>> operations) {
    List<Operation<C>> later =
        operations.stream().filter(operation -> operation.calledNanos() > start.nanos()).toList();
    Set<S> ends = new HashSet<>();
    new Search<>(
            model,
            later,
            end -> {
              ends.add(end);
              return false;
            })
        .from(start.state());
    return ends;
  }

  /** Leaves out what changes nothing and does not contradict the others either. */
  private static <S, C> List<Operation<C>> needed(
      SequentialModel<S, C> model, S from, List<Operation<C>> operations) {
    List<Operation<C>> needed = new ArrayList<>(operations);
    for (Operation<C> operation : operations) {
      if (model.changesNothing(operation.call())) {
        needed.remove(operation);
        if (explained(model, from, needed)) {
          needed.add(operation);
        }
      }
    }
    needed.sort(comparingLong(Operation<C>::calledNanos));
    return needed;
  }
}
