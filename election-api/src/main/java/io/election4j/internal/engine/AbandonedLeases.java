package io.election4j.internal.engine;

import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The leases this process has given up: ended early, so that rivals need not wait, but not before
 * all work done under them has stopped.
 */
final class AbandonedLeases {

  /** All elections before this one have stopped: none begins to work under a lease given up. */
  private record Former(long attempt, long nextNanos, @Nullable String working) {

    Former attempted(long attempt) {
      return new Former(attempt, nextNanos, working);
    }

    Former workingAt(@Nullable String working) {
      return new Former(attempt, nextNanos, working);
    }
  }

  private final ElectionTable table;
  private final WatchedLeases watchedLeases;
  private final StepBuilder step;
  private final Duration pause;
  private final Map<LeaseId, Former> abandoned = new LinkedHashMap<>();

  AbandonedLeases(
      ElectionTable table, WatchedLeases watchedLeases, StepBuilder step, Duration pause) {
    this.table = table;
    this.watchedLeases = watchedLeases;
    this.step = step;
    this.pause = pause;
  }

  void add(LeaseId lease, ClockReading now) {
    abandoned.put(lease, new Former(0, now.nanos(), ""));
  }

  boolean isEmpty() {
    return abandoned.isEmpty();
  }

  void plan(ClockReading now) {
    if (abandoned.isEmpty()) {
      return;
    }
    for (LeaseId lease : List.copyOf(abandoned.keySet())) {
      Former former = abandoned.get(lease);
      if (former == null || former.attempt != 0 || works(lease, former)) {
        continue;
      }
      if (now.reached(former.nextNanos)) {
        long attempt = step.act(number -> new StoreRequest.End(number, lease));
        abandoned.computeIfPresent(lease, (id, it) -> it.attempted(attempt));
      } else {
        step.wakeAt(former.nextNanos);
      }
    }
  }

  private boolean works(LeaseId lease, Former former) {
    String from = former.working;
    if (from == null) {
      return false;
    }
    String working = workingUnder(lease, from);
    if (!from.equals(working)) {
      abandoned.put(lease, former.workingAt(working));
    }
    return working != null;
  }

  private @Nullable String workingUnder(LeaseId lease, String from) {
    for (ElectionState state : table.from(from)) {
      if (state.workingUnder(lease)) {
        return state.election;
      }
    }
    return null;
  }

  /** An attempt to end a lease was answered. */
  void ended(Input.Answered reply, LeaseId lease, ClockReading now) {
    if (reply.failure() != null) {
      abandoned.put(lease, new Former(0, now.plus(pause), null));
      return;
    }
    abandoned.remove(lease);
    table.consider(watchedLeases.endedByUs(lease));
  }
}
