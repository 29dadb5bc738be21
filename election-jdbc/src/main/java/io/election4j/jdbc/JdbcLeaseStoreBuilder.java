package io.election4j.jdbc;

import io.election4j.jdbc.StatementStore.Settings;
import io.election4j.spi.ChangePush.Change;
import io.election4j.sql.Dialect;
import io.election4j.sql.bell.Doorbell;
import io.election4j.sql.mysql.MySqlDialect;
import io.election4j.sql.postgresql.PostgreSqlDialect;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** Builds a {@link JdbcLeaseStore}. Not safe for use by many threads. */
public final class JdbcLeaseStoreBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcLeaseStore.class);

  private final DataSource source;
  private @Nullable Dialect dialect;
  private boolean create = true;
  private boolean epochTerms;
  private boolean push = true;

  JdbcLeaseStoreBuilder(DataSource source) {
    this.source = source;
  }

  /**
   * Says that the database is MySQL or MariaDB, whatever it calls itself. Unless this or {@link
   * #postgresql()} is called, the store goes by the name that the first connection gives.
   */
  public JdbcLeaseStoreBuilder mysql() {
    dialect = new MySqlDialect();
    return this;
  }

  /** Says that the database is PostgreSQL, or one that does as PostgreSQL. */
  public JdbcLeaseStoreBuilder postgresql() {
    dialect = new PostgreSqlDialect();
    return this;
  }

  /**
   * Makes {@link JdbcLeaseStore#prepare()} create nothing: it fails if tables are missing. Unless
   * set, it creates what is missing.
   */
  public JdbcLeaseStoreBuilder neverCreate() {
    create = false;
    return this;
  }

  /**
   * Makes new terms at least as high as the server's clock in milliseconds since 1970. Terms then
   * stay unique through a failover that loses acknowledged writes, as with asynchronous
   * replication. Unless set, a new term is one more than the former.
   */
  public JdbcLeaseStoreBuilder epochTerms() {
    epochTerms = true;
    return this;
  }

  /**
   * Makes the store do without {@code LISTEN} on PostgreSQL and without the doorbell on MySQL and
   * MariaDB, and without the connections that they take: followers poll. Unless set, it listens
   * where it can.
   */
  public JdbcLeaseStoreBuilder noPush() {
    push = false;
    return this;
  }

  /** Returns a store; no connection is taken before its first use. */
  public JdbcLeaseStore build() {
    Connections connections = new Connections(source, dialect);
    Flux<Change> notices = push ? PostgreSqlPush.changes(connections) : Flux.never();
    return new JdbcLeaseStore(
        new StatementStore(connections, new Settings(create, epochTerms)),
        notices,
        new Doorbell(push ? new BellLines(connections) : null, LOG));
  }
}
