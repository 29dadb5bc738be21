/**
 * The demonstration: real processes elect a leader, lose it, and recover.
 *
 * <p>In the candidates' processes, {@link io.election4j.cli.demo.Contestant} stands for election
 * and writes {@code Note}s. In the demo's own, {@code Script} says what happens, {@code Contest}
 * starts the processes and reads their notes, {@code Timeline} draws, and {@code Audit} checks from
 * the notes alone that there never were two leaders.
 */
@NullMarked
package io.election4j.cli.demo;

import org.jspecify.annotations.NullMarked;
