/**
 * Elections on MySQL 8 and MariaDB: {@link io.election4j.mysql.MySqlLeaseStore}, and writes that
 * only their leader can make: {@link io.election4j.mysql.MySqlGuard}, {@link
 * io.election4j.mysql.JdbcGuard}.
 *
 * <p>Reading order: {@code MySqlLeaseStore} (what there is) -> {@code StoreStatements} of {@code
 * election-sql} (the SQL, and its {@code schema.sql} the two tables) -> {@code PooledCall} and
 * {@code Connections} (who uses which connection for how long).
 */
@NullMarked
package io.election4j.mysql;

import org.jspecify.annotations.NullMarked;
