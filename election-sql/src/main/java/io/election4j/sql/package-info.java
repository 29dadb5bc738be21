/**
 * What the SQL of our stores is, however it is sent: {@code election-mysql} sends it over R2DBC,
 * {@code election-jdbc} over JDBC. No API of ours: names here may change with every version.
 *
 * <p>Reading order: {@link io.election4j.sql.StoreStatements} (what a store does, call by call),
 * {@link io.election4j.sql.SqlSession} (what runs it) and {@link io.election4j.sql.Dialect} (what a
 * kind of database has of its own).
 */
@NullMarked
package io.election4j.sql;

import org.jspecify.annotations.NullMarked;
