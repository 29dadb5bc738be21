package io.election4j.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What one input led to.
 *
 * @param actions to hand to the store, in this order
 * @param events to tell, in this order, before the actions are handed over
 * @param wakeNanos when, on the monotonic clock, a {@link Input.Tick} is due at the latest
 */
public record Step(List<StoreRequest> actions, List<EngineEvent> events, long wakeNanos) {

  /** A step that is being taken: when, and what it has led to so far. */
  static final class Builder {

    private final List<StoreRequest> actions = new ArrayList<>();
    private final List<EngineEvent> events = new ArrayList<>();
    private final ClockReading now;
    private long newestNumber;
    private long nextWake;

    /**
     * Begins a step.
     *
     * @param newestNumber of the newest action of earlier steps
     * @param latestWake when the next tick is due at the latest
     */
    Builder(ClockReading now, long newestNumber, long latestWake) {
      this.now = now;
      this.newestNumber = newestNumber;
      this.nextWake = latestWake;
    }

    ClockReading now() {
      return now;
    }

    /** Asks for an action and returns its number. */
    long act(LongFunction<StoreRequest> action) {
      actions.add(action.apply(++newestNumber));
      return newestNumber;
    }

    void say(EngineEvent event) {
      events.add(event);
    }

    void wakeAt(long nanos) {
      if (nanos - nextWake < 0) {
        nextWake = nanos;
      }
    }

    /** Returns the number of the newest action: a later one reads what is newer than all known. */
    long newestNumber() {
      return newestNumber;
    }

    Step end() {
      return new Step(actions, events, nextWake);
    }
  }
}
