package io.election4j.mysql;

import io.election4j.mysql.ConnectionUse.Limits;
import io.election4j.sql.StoreStatements;
import io.election4j.sql.bell.Doorbell;
import io.election4j.sql.mysql.MySqlPreparation;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a {@link MySqlLeaseStore}. Not safe for use by many threads. */
public final class MySqlLeaseStoreBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(MySqlLeaseStore.class);

  private final @Nullable ConnectionFactory factory;
  private @Nullable Address address;
  private Limits limits = Limits.DEFAULT;
  private boolean create = true;
  private boolean epochTerms;
  private boolean push = true;

  private MySqlLeaseStoreBuilder(@Nullable ConnectionFactory factory, @Nullable Address address) {
    this.factory = factory;
    this.address = address;
  }

  static MySqlLeaseStoreBuilder of(ConnectionFactory factory) {
    return new MySqlLeaseStoreBuilder(innermost(factory), null);
  }

  static MySqlLeaseStoreBuilder of(Address address) {
    return new MySqlLeaseStoreBuilder(null, address);
  }

  /**
   * Sets the password, for a URL without one.
   *
   * @param password as it is, not percent-encoded
   * @throws IllegalStateException if there is one already, or a connection factory
   */
  public MySqlLeaseStoreBuilder password(CharSequence password) {
    if (address == null || address.password() != null) {
      throw new IllegalStateException("password: there is one already");
    }
    address = address.withPassword(password.toString());
    return this;
  }

  /**
   * Makes {@link MySqlLeaseStore#prepare()} create nothing: it fails if tables are missing, or lack
   * something as those of a former version. Unless set, it creates what is missing.
   */
  public MySqlLeaseStoreBuilder neverCreate() {
    create = false;
    return this;
  }

  /**
   * Makes new terms at least as high as the server's clock in milliseconds since 1970. Terms then
   * stay unique through a failover that loses acknowledged writes, as with asynchronous
   * replication. Unless set, a new term is one more than the former.
   */
  public MySqlLeaseStoreBuilder epochTerms() {
    epochTerms = true;
    return this;
  }

  /**
   * Makes the store do without the doorbell, and without the connections that it takes: followers
   * only poll. Unless set, a follower hears at once when the leader writes something or dies, where
   * the server can do that.
   */
  public MySqlLeaseStoreBuilder noPush() {
    push = false;
    return this;
  }

  MySqlLeaseStoreBuilder limits(Limits other) {
    limits = other;
    return this;
  }

  /** Returns a store; nothing is connected before its first use. */
  public MySqlLeaseStore build() {
    ConnectionSource source =
        factory != null
            ? ConnectionSource.Given.of(factory)
            : ConnectionSource.Addressed.of(required(address));
    Connections connections = new Connections(source, limits);
    return new MySqlLeaseStore(
        connections,
        new MySqlLeaseStore.Parts(
            new MySqlPreparation(source, create, LOG),
            StoreStatements.of(RawSession.DIALECT, epochTerms),
            new Doorbell(push ? new BellLines(connections) : null, LOG)));
  }

  private static Address required(@Nullable Address address) {
    return java.util.Objects.requireNonNull(address);
  }

  /**
   * Returns the factory below all that wraps it: pools, whose connections are the application's,
   * and whatever else there is. One that wraps itself or nothing is taken as it is.
   */
  private static ConnectionFactory innermost(ConnectionFactory factory) {
    Set<ConnectionFactory> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ConnectionFactory current = factory;
    while (seen.add(current)
        && current instanceof Wrapped<?> wrapped
        && wrapped.unwrap() instanceof ConnectionFactory below) {
      current = below;
    }
    return current;
  }
}
