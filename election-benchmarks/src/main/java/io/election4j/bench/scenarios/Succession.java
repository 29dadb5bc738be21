package io.election4j.bench.scenarios;

import io.election4j.bench.Parts;
import io.election4j.bench.contest.StoreCall;
import io.election4j.testkit.RelayedStore.Call;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How the time between the end of one leader and the beginning of the next one is spent. */
final class Succession {

  private Succession() {}

  /**
   * Splits it.
   *
   * @param parts get it, each value divided by {@code unitNanos}
   * @param end of the former leader, on {@link System#nanoTime()}'s clock
   * @param calls of the next one
   * @param led when it leads all
   */
  static void split(Parts parts, long end, List<StoreCall> calls, long led, double unitNanos) {
    List<StoreCall> claims = calls.stream().filter(call -> wins(call, end, led)).toList();
    if (claims.isEmpty()) {
      return;
    }
    long first = claims.stream().mapToLong(StoreCall::start).min().orElseThrow();
    long last = claims.stream().mapToLong(StoreCall::end).max().orElseThrow();
    Optional<StoreCall> fence =
        calls.stream()
            .filter(call -> call.kind() == Call.FENCE && call.start() > end && call.end() <= first)
            .min(Comparator.comparingLong(StoreCall::start));
    if (fence.isPresent()) {
      parts.add("until the fence", (fence.get().start() - end) / unitNanos);
      parts.add("fence", (fence.get().end() - fence.get().start()) / unitNanos);
      parts.add("from it to the first claim", (first - fence.get().end()) / unitNanos);
    } else {
      parts.add("until the first claim, where a rival fenced", (first - end) / unitNanos);
    }
    parts.add("claims", (last - first) / unitNanos);
    parts.add("until the last one knows", (led - last) / unitNanos);
  }

  /**
   * Splits the time of a handover, in ms.
   *
   * @param start when the leader was asked to leave
   * @param calls of both
   */
  static void handOver(Parts parts, long start, List<StoreCall> calls, long led) {
    Optional<StoreCall> vacate =
        calls.stream()
            .filter(call -> call.kind() == Call.AMEND && call.answers() > 0)
            .min(Comparator.comparingLong(StoreCall::start));
    Optional<StoreCall> claim = calls.stream().filter(call -> wins(call, start, led)).findFirst();
    if (vacate.isPresent() && claim.isPresent()) {
      parts.add("until the vacating", (vacate.get().start() - start) / 1e6);
      parts.add("vacating", (vacate.get().end() - vacate.get().start()) / 1e6);
      parts.add("from it to the claim", (claim.get().start() - vacate.get().end()) / 1e6);
      parts.add("claim", (claim.get().end() - claim.get().start()) / 1e6);
      parts.add("until it knows", (led - claim.get().end()) / 1e6);
    }
  }

  private static boolean wins(StoreCall call, long end, long led) {
    return call.kind() == Call.CLAIM
        && call.answers() > 0
        && call.start() > end
        && call.end() <= led;
  }
}
