package io.election4j.internal.engine;

import java.util.List;

/**
 * What one input led to.
 *
 * @param actions to hand to the store, in this order
 * @param signals to tell, in this order, before the actions are handed over
 * @param wakeNanos when, on the monotonic clock, a {@link Input.Tick} is due at the latest
 */
public record Step(List<StoreRequest> actions, List<EngineEvent> events, long wakeNanos) {}
