package io.election4j.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Collects what one step leads to, and numbers the actions. */
final class StepBuilder {

  private List<StoreRequest> actions = new ArrayList<>();
  private List<EngineEvent> events = new ArrayList<>();
  private ClockReading now;
  private long wakeNanos;
  private long numbers;

  StepBuilder(ClockReading start) {
    now = start;
  }

  /** Begins a step at this moment, whose next tick is due at the latest at this reading. */
  void begin(ClockReading reading, long latestWakeNanos) {
    now = reading;
    actions = new ArrayList<>();
    events = new ArrayList<>();
    wakeNanos = latestWakeNanos;
  }

  /** Returns the moment of this step. */
  ClockReading now() {
    return now;
  }

  /** Asks for an action and returns its number. */
  long act(LongFunction<StoreRequest> action) {
    actions.add(action.apply(++numbers));
    return numbers;
  }

  void say(EngineEvent event) {
    events.add(event);
  }

  void wakeAt(long nanos) {
    if (nanos - wakeNanos < 0) {
      wakeNanos = nanos;
    }
  }

  /**
   * Returns the number of the newest action: whatever is read by a later one is newer than what is
   * known now.
   */
  long newestNumber() {
    return numbers;
  }

  Step end() {
    return new Step(actions, events, wakeNanos);
  }
}
