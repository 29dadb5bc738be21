package io.election4j.proof.chaos.databases;

import io.election4j.demo.harness.ServerAddress;

/**
 * What differs between servers that speak SQL.
 *
 * @param connectionId asks for the number by which the server knows this connection
 * @param kill ends the connection of the number in place of {@code %d}
 * @param limitLockWaits makes this connection wait for no lock longer than 3 s
 * @param clients asks for the numbers of all connections, and where each comes from, up to its port
 * @param seconds asks for the server's wall clock, in seconds since 1970
 * @param lockTable keeps everybody else from the table in place of {@code %s}, for a transaction or
 *     until the connection ends
 */
record SqlProduct(
    String connectionId,
    String kill,
    String limitLockWaits,
    String clients,
    String seconds,
    String lockTable) {

  /** MySQL and MariaDB. */
  static final SqlProduct MYSQL =
      new SqlProduct(
          "SELECT CONNECTION_ID()",
          "KILL %d",
          "SET lock_wait_timeout = 3, innodb_lock_wait_timeout = 3",
          "SELECT id, host FROM information_schema.processlist",
          "SELECT UNIX_TIMESTAMP()",
          "LOCK TABLES %s WRITE");

  /** PostgreSQL. */
  static final SqlProduct POSTGRESQL =
      new SqlProduct(
          "SELECT pg_backend_pid()",
          "SELECT pg_terminate_backend(%d)",
          "SET lock_timeout = '3s'",
          "SELECT pid, ':' || client_port FROM pg_stat_activity WHERE client_port > 0",
          "SELECT EXTRACT(EPOCH FROM clock_timestamp())::bigint",
          "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE");

  /** Returns which one is meant by a URL. */
  static SqlProduct of(ServerAddress address) {
    return address.url().matches("(jdbc:)?postgres.*") ? POSTGRESQL : MYSQL;
  }

  boolean isPostgreSql() {
    return this == POSTGRESQL;
  }
}
