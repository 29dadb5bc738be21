package io.election4j.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Elections with which something has to wait until a time on the monotonic clock. */
final class Pauses {

  private final Effects effects;
  private final Map<Entry, Long> pauses = new LinkedHashMap<>();

  /** No later than the first of them to end, so that most steps look at none. */
  private long earliestNanos;

  Pauses(Effects effects) {
    this.effects = effects;
  }

  /** Waits until then, whatever was waited for before. */
  void until(Entry entry, long nanos) {
    mayEndAt(nanos);
    pauses.put(entry, nanos);
  }

  boolean about(Entry entry) {
    return pauses.containsKey(entry);
  }

  void forget(Entry entry) {
    pauses.remove(entry);
  }

  /** Takes out the elections whose time has come, and asks to be woken in time for the others. */
  List<Entry> ended(Moment now) {
    List<Entry> ended = new ArrayList<>();
    if (!pauses.isEmpty() && now.reached(earliestNanos)) {
      pauses.forEach(
          (entry, nanos) -> {
            if (now.reached(nanos)) {
              ended.add(entry);
            }
          });
      ended.forEach(pauses::remove);
      pauses.values().stream()
          .reduce((a, b) -> b - a < 0 ? b : a)
          .ifPresent(n -> earliestNanos = n);
    }
    if (!pauses.isEmpty()) {
      effects.wakeAt(earliestNanos);
    }
    return ended;
  }

  private void mayEndAt(long nanos) {
    if (pauses.isEmpty() || nanos - earliestNanos < 0) {
      earliestNanos = nanos;
    }
  }
}
