/**
 * Who leads, in the browser: {@code ./election console}.
 *
 * <p>One thread reads the store, as {@code watch} does ({@link
 * io.election4j.console.ConsoleReader}), into a {@link io.election4j.console.Model} that all
 * requests read. {@link io.election4j.console.ConsoleServer} lets nobody in who is not known and
 * asks one {@link io.election4j.console.Route} for the answer.
 */
@NullMarked
package io.election4j.console;

import org.jspecify.annotations.NullMarked;
