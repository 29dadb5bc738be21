/**
 * What only PostgreSQL has: the tables, the check of a server, what a session sets, what SQLSTATEs
 * mean, the statement of guards.
 */
@NullMarked
package io.election4j.sql.postgresql;

import org.jspecify.annotations.NullMarked;
