/**
 * A seeded, discrete-event simulation of many processes with real engines on one store, and an
 * oracle that knows nothing of how the engine works.
 *
 * <p>Uses only what the engine's package exports. Read {@code Simulation} first, then {@code
 * Oracle}.
 */
@NullMarked
package io.election4j.proof.simulation;

import org.jspecify.annotations.NullMarked;
