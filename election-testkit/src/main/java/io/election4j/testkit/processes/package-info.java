/** Processes that a test starts, stops and kills. They need a POSIX shell and signals. */
@NullMarked
package io.election4j.testkit.processes;

import org.jspecify.annotations.NullMarked;
