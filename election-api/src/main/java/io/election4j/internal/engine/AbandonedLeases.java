package io.election4j.internal.engine;

import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The leases this process has given up: ended early, so that rivals need not wait, but not before
 * all work done under them has stopped.
 */
final class AbandonedLeases implements StateKey.Part {

  /**
   * A lease given up.
   *
   * @param working an election before which all work under it has stopped, and none begins any
   *     more; {@code null} once all has stopped
   */
  private record Former(long attempt, long nextNanos, @Nullable String working)
      implements StateKey.Part {

    @Override
    public void addTo(StateKey key) {
      key.add(working);
      key.numbers(attempt);
      key.nanos(nextNanos);
    }
  }

  private final Duration pause;
  private final Map<LeaseId, Former> abandoned = new LinkedHashMap<>();

  /**
   * Creates an empty list.
   *
   * @param pause how long after an attempt that failed the next one follows
   */
  AbandonedLeases(Duration pause) {
    this.pause = pause;
  }

  void add(LeaseId lease, ClockReading now) {
    abandoned.put(lease, new Former(0, now.nanos(), ""));
  }

  boolean isEmpty() {
    return abandoned.isEmpty();
  }

  void plan(ElectionTable table, Step.Builder step) {
    abandoned.replaceAll((lease, former) -> planned(lease, former, table, step));
  }

  private static Former planned(
      LeaseId lease, Former former, ElectionTable table, Step.Builder step) {
    if (former.attempt != 0) {
      return former;
    }
    String from = former.working;
    String working = from == null ? null : workingUnder(lease, table.from(from));
    long attempt = 0;
    if (working == null && step.now().reached(former.nextNanos)) {
      attempt = step.act(number -> new StoreRequest.End(number, lease));
    } else if (working == null) {
      step.wakeAt(former.nextNanos);
    }
    return new Former(attempt, former.nextNanos, working);
  }

  private static @Nullable String workingUnder(LeaseId lease, Iterable<ElectionState> states) {
    for (ElectionState state : states) {
      if (state.workingUnder(lease)) {
        return state.election;
      }
    }
    return null;
  }

  /** An attempt to end a lease was answered; returns whether it is certain to be ended. */
  boolean ended(Input.Answered reply, LeaseId lease, ClockReading now) {
    if (reply.failure() != null) {
      abandoned.put(lease, new Former(0, now.plus(pause), null));
      return false;
    }
    abandoned.remove(lease);
    return true;
  }

  @Override
  public void addTo(StateKey key) {
    key.add(abandoned);
  }
}
