/**
 * For people who run elections. {@link io.election4j.Elections} is one process on one store; {@link
 * io.election4j.Election} is one election that it takes part in; {@link io.election4j.Leadership}
 * is one term of a leader, with its fencing token. {@link io.election4j.ElectionsBuilder} says what
 * is run on which threads.
 *
 * <p>Inside, {@code EngineLoop} is the one place where the state machine meets clocks, threads and
 * the {@linkplain io.election4j.spi store}.
 */
@NullMarked
package io.election4j;

import org.jspecify.annotations.NullMarked;
