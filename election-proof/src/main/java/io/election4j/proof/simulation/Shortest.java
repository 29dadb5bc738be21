package io.election4j.proof.simulation;

import io.election4j.proof.oracle.Violation;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A failing run made shorter: without processes, elections, kinds of faults and single schedule
 * that it does not need to violate the same invariant.
 */
final class Shortest {

  private static final int LINES = 400;

  /** What came of one run. */
  private record Outcome(@Nullable String invariant, String how, long nanos, int schedule) {}

  private final long seed;
  private Options options;
  private Outcome outcome;

  private Shortest(long seed, Options options) {
    this.seed = seed;
    this.options = options;
    this.outcome = outcome(options, Long.MAX_VALUE);
  }

  /** Returns the transcript of the shortest run found that fails as this one does. */
  static String of(long seed, Options options) {
    Shortest shortest = new Shortest(seed, options);
    shortest.shorten();
    return shortest.transcript();
  }

  private void shorten() {
    tries(without -> without.withElections(1));
    tries(without -> without.withProcesses(2));
    tries(without -> without.withProcesses(3));
    for (Fault fault : Fault.values()) {
      tries(without -> without.withFaults(except(without.faults(), fault)));
    }
    for (int some = outcome.schedule; some > 0; some /= 2) {
      for (int from = 1; from <= outcome.schedule; from += some) {
        int first = from;
        int last = from + some - 1;
        tries(without -> without.withSkipped(and(without.skipped(), first, last)));
      }
    }
  }

  private static Set<Fault> except(Set<Fault> faults, Fault fault) {
    Set<Fault> rest = EnumSet.copyOf(faults);
    rest.remove(fault);
    return rest;
  }

  private static Set<Integer> and(Set<Integer> numbers, int first, int last) {
    Set<Integer> more = new TreeSet<>(numbers);
    for (int number = first; number <= last; number++) {
      more.add(number);
    }
    return more;
  }

  /** Keeps what still fails in the same way, and no later. */
  private void tries(UnaryOperator<Options> without) {
    Options fewer = without.apply(options);
    if (fewer.faults().isEmpty()) {
      return;
    }
    Outcome then = outcome(fewer, outcome.nanos);
    if (then.invariant != null
        && then.invariant.equals(outcome.invariant)
        && then.nanos <= outcome.nanos) {
      options = fewer;
      outcome = then;
    }
  }

  private Outcome outcome(Options with, long until) {
    Simulation simulation = new Simulation(seed, with, Transcript.unwanted());
    String invariant = null;
    String how = "";
    try {
      simulation.run(until);
    } catch (Violation violation) {
      invariant = violation.invariant();
      how = violation.toString();
    } catch (RuntimeException failure) {
      invariant = failure.toString();
      how = invariant;
    }
    return new Outcome(invariant, how, simulation.now(), simulation.schedule());
  }

  private String transcript() {
    Transcript transcript = Transcript.ofLines(LINES);
    Simulation simulation = new Simulation(seed, options, transcript);
    try {
      simulation.run();
      return "seed " + seed + " fails only now and then: " + outcome.how;
    } catch (RuntimeException again) {
      String same = again.toString().contains(outcome.how) ? "" : "NOT REPLAYED, now: " + again;
      return transcript.text() + outcome.how + same;
    }
  }
}
