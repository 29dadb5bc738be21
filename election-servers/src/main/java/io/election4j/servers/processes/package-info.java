/** Processes that a test starts, stops and kills. They need a POSIX shell and signals. */
@NullMarked
package io.election4j.servers.processes;

import org.jspecify.annotations.NullMarked;
