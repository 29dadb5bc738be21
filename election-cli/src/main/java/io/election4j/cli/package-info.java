/**
 * The command line: {@code ./election run}, {@code status}, {@code watch} and {@code init}.
 *
 * <p>{@link io.election4j.cli.Main} parses, one class per command does the work, and {@code run}
 * keeps its command under a {@link io.election4j.cli.Guardian}, a process of its own.
 */
@NullMarked
package io.election4j.cli;

import org.jspecify.annotations.NullMarked;
