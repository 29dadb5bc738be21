package io.election4j.spring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The gates of all elections that {@link LeaderOnly} names. Safe for use by many threads. */
final class LeaderGates {

  private final Map<String, LeaderGate> gates = new ConcurrentHashMap<>();
  private final WorkMeasures measures;
  private @Nullable Consumer<LeaderGate> join;

  LeaderGates(WorkMeasures measures) {
    this.measures = measures;
  }

  /** Returns the gate of an election; beans that are made late have theirs joined at once. */
  synchronized LeaderGate of(String election) {
    LeaderGate known = gates.get(election);
    if (known != null) {
      return known;
    }
    LeaderGate gate = new LeaderGate(election, measures);
    gates.put(election, gate);
    if (join != null) {
      join.accept(gate);
    }
    return gate;
  }

  /** Joins what there is, and what comes. */
  synchronized void joinWith(Consumer<LeaderGate> joining) {
    join = joining;
    gates.values().forEach(joining);
  }
}
