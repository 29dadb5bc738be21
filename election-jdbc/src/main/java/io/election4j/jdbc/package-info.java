/**
 * Elections on the DataSource of an application, on MySQL, MariaDB or PostgreSQL: {@link
 * io.election4j.jdbc.JdbcLeaseStore}, and writes that only their leader can make: {@link
 * io.election4j.jdbc.JdbcGuard}.
 *
 * <p>Reading order: {@code JdbcLeaseStore} (what there is) -> {@code StatementStore} (each call, as
 * statements) -> {@code Connections}, {@code ConnectionLane} and {@code StoreConnection} (who uses
 * which connection for how long). The statements are those of {@code election-sql}.
 */
@NullMarked
package io.election4j.jdbc;

import org.jspecify.annotations.NullMarked;
