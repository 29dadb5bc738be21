package io.election4j.internal.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Elections with which something has to wait until a time on the monotonic clock. */
final class ElectionTimers implements StateKey.Part {

  /** Readings of a monotonic clock have no order but by their difference. */
  private static final Comparator<Long> BY_TIME = (a, b) -> Long.signum(a - b);

  private final Map<ElectionState, Long> timers = new LinkedHashMap<>();

  /** The same by when they end, so that no step has to look at all of them. */
  private final TreeMap<Long, Set<ElectionState>> byEnd = new TreeMap<>(BY_TIME);

  /** Waits until then, whatever was waited for before. */
  void until(ElectionState state, long nanos) {
    forget(state);
    timers.put(state, nanos);
    byEnd.computeIfAbsent(nanos, end -> new LinkedHashSet<>()).add(state);
  }

  boolean about(ElectionState state) {
    return timers.containsKey(state);
  }

  void forget(ElectionState state) {
    Long end = timers.remove(state);
    Set<ElectionState> others = end == null ? null : byEnd.get(end);
    if (others != null && others.remove(state) && others.isEmpty()) {
      byEnd.remove(end);
    }
  }

  /** Takes out the elections whose time has come, and asks to be woken for the others. */
  List<ElectionState> ended(Step.Builder step) {
    if (timers.isEmpty()) {
      return List.of();
    }
    List<ElectionState> ended = new ArrayList<>();
    while (!byEnd.isEmpty() && step.now().reached(byEnd.firstKey())) {
      ended.addAll(byEnd.pollFirstEntry().getValue());
    }
    ended.forEach(timers::remove);
    if (!byEnd.isEmpty()) {
      step.wakeAt(byEnd.firstKey());
    }
    return ended;
  }

  @Override
  public void addTo(StateKey key) {
    key.add(timers);
  }
}
