package io.election4j.proof.simulation;

import io.election4j.internal.engine.EngineConfig;

/**
 * What a process keeps from one start to the next.
 *
 * @param config how it stands
 * @param clock what it tells the time by
 */
record Machine(EngineConfig config, DriftingClock clock) {}
