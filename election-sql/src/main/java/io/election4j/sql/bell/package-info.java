/**
 * The doorbell of MySQL and MariaDB: whoever leads holds a user lock, for which those who follow
 * wait, so that letting go of it for a moment wakes them up. A hint, which decides nothing.
 *
 * <p>Reading order: {@link io.election4j.sql.bell.Doorbell} (what a store has of it), {@code
 * BellRun} (the connections), {@code Ringer} and {@code Listener} (who does what on one of them),
 * {@code BellSql} (the statements).
 */
@NullMarked
package io.election4j.sql.bell;

import org.jspecify.annotations.NullMarked;
