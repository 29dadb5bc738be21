package io.election4j.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Elections with which something has to wait until a time on the monotonic clock. */
final class Pauses {

  private final Effects effects;
  private final Map<Entry, Long> pauses = new LinkedHashMap<>();

  Pauses(Effects effects) {
    this.effects = effects;
  }

  /** Waits until then, whatever was waited for before. */
  void until(Entry entry, long nanos) {
    pauses.put(entry, nanos);
  }

  boolean about(Entry entry) {
    return pauses.containsKey(entry);
  }

  void forget(Entry entry) {
    pauses.remove(entry);
  }

  /** Takes out the elections whose time has come, and asks to be woken for the others. */
  List<Entry> ended(Moment now) {
    if (pauses.isEmpty()) {
      return List.of();
    }
    List<Entry> ended = new ArrayList<>();
    pauses.forEach(
        (entry, nanos) -> {
          if (now.reached(nanos)) {
            ended.add(entry);
          } else {
            effects.wakeAt(nanos);
          }
        });
    ended.forEach(pauses::remove);
    return ended;
  }
}
