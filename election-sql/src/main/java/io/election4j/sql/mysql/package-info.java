/**
 * What only MySQL and MariaDB have: the tables, the check of a server, what a session sets, what
 * error codes mean, the statement of guards.
 */
@NullMarked
package io.election4j.sql.mysql;

import org.jspecify.annotations.NullMarked;
