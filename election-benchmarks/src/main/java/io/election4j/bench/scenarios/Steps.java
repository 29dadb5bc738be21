package io.election4j.bench.scenarios;

import io.election4j.bench.Parts;
import io.election4j.bench.contest.StoreCall;
import io.election4j.testkit.RelayedStore.Call;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a process asks of its store from its start until it leads, one thing after the other. */
final class Steps {

  private static final Set<Call> STEPS = Set.of(Call.PREPARE, Call.OPEN, Call.CREATE, Call.CLAIM);

  private Steps() {}

  /** Splits the time from a start until it leads; what is between two calls counts for itself. */
  static void split(Parts parts, long start, List<StoreCall> calls, long led) {
    List<StoreCall> steps =
        calls.stream()
            .filter(call -> STEPS.contains(call.kind()) && call.end() <= led)
            .sorted(Comparator.comparingLong(StoreCall::start))
            .toList();
    long done = start;
    double between = 0;
    for (StoreCall step : steps) {
      // Two that overlap share their time.
      long begin = Math.max(done, step.start());
      String name = step.kind().name().toLowerCase(Locale.ROOT);
      if (step.kind() == Call.PREPARE) {
        parts.add("until the first call", (begin - done) / 1e6);
      } else {
        between += (begin - done) / 1e6;
      }
      parts.add(name, Math.max(0, step.end() - begin) / 1e6);
      done = Math.max(done, step.end());
    }
    parts.add("between calls", between);
    parts.add("until it knows", (led - done) / 1e6);
  }
}
