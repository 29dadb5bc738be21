/** What the command lines of the demonstration, the proof and the benchmarks have in common. */
@NullMarked
package io.election4j.demo.commands;

import org.jspecify.annotations.NullMarked;
