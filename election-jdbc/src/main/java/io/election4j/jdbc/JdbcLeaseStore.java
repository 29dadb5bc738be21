package io.election4j.jdbc;

import static java.util.Objects.requireNonNull;

import io.election4j.spi.Amendment;
import io.election4j.spi.ChangePush;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.support.BlockingLeaseStores;
import io.election4j.spi.support.BlockingLeaseStores.Options;
import io.election4j.sql.bell.Doorbell;
import java.time.Duration;
import java.util.Collection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps leases and election records in MySQL 8.0 or newer, MariaDB 10.6 or newer, or PostgreSQL 12
 * or newer, through a {@link DataSource}. Which of them it is, the store finds out from its first
 * connection.
 *
 * <p><b>On MySQL and MariaDB</b> the tables and statements are those of {@code election-mysql}, so
 * processes with either store share elections.
 *
 * <p>There is a doorbell: a leader holds a user lock ({@code GET_LOCK}) for which followers wait,
 * so that they look at once when it writes something or dies. It needs no privilege and decides
 * nothing; of several leaders that a process follows, one is listened to.
 *
 * <p><b>On PostgreSQL</b> changes are pushed by {@code LISTEN} and {@code NOTIFY} where the driver
 * is PostgreSQL's own and nothing stands between that keeps notifications back, as a pooler that
 * lends sessions for one transaction does; else followers poll, and the log says so once. The
 * tables are in the first schema of the search path.
 *
 * <p><b>Connections.</b> Two are taken from the DataSource and kept: one for renewals and one for
 * the rest; on PostgreSQL a third one to listen, on MySQL and MariaDB one while something is led
 * and one while somebody is followed, as long as the DataSource has one more than these, unless
 * {@link JdbcLeaseStoreBuilder#noPush()} says otherwise; and while one of them has been stuck for a
 * second, another one for the same. So an application that uses up its pool does not cost a
 * leadership, and elections do not wait for a pool but when a connection has died. Their session
 * state is set by the store, and put back before they are. A pool that closes connections because
 * they are lent for long (a leak detection) must be told to let them be.
 *
 * <p><b>Time.</b> Every statement is bounded, through {@link
 * java.sql.Connection#setNetworkTimeout}: a renewal within a fifth of the lease, but 1 s at least
 * and 3 s at most, others within 8 s; where the driver cannot do that, the connection of a renewal
 * is aborted after 4 s, that of a read after 9 s, any other after 30 s. A connection is waited for
 * 5 s, any call is answered within 9 s.
 *
 * <p><b>Errors:</b> {@code MISCONFIGURED} for what no further attempt can cure: access denied,
 * missing privileges, an unknown database, one that is none of the three, and while the server has
 * never been reached also an unknown host; from {@link #prepare()} also a server too old and tables
 * that are missing or not as they must be. {@code UNSTORABLE} for names and values that the
 * database cannot keep as they are. Everything else is {@code UNAVAILABLE}.
 *
 * <p>Safe for use by many threads. Calls run on the store's own daemon threads, named {@code
 * election-jdbc-...}, on which signals arrive, too.
 */
public final class JdbcLeaseStore
    implements LeaseStore, ElectionDirectory, LeaseDirectory, ChangePush {

  private static final Options CALLS =
      Options.defaults().withName("election-jdbc").withTimeout(Duration.ofSeconds(9));

  private final LeaseStore store;
  private final Flux<Change> changes;
  private final Doorbell doorbell;

  /**
   * @param notices what is notified on PostgreSQL
   * @param doorbell what rings on the others
   */
  JdbcLeaseStore(StatementStore statements, Flux<Change> notices, Doorbell doorbell) {
    this.store = BlockingLeaseStores.reactive(statements, CALLS);
    this.changes = Flux.merge(notices, doorbell.changes());
    this.doorbell = doorbell;
  }

  /** Returns a store with all defaults; see {@link #builder(DataSource)}. */
  public static JdbcLeaseStore create(DataSource source) {
    return builder(source).build();
  }

  /**
   * Returns a builder of a store on connections of a DataSource: a pool, a driver's own, or what
   * wraps one. It is never closed here.
   */
  public static JdbcLeaseStoreBuilder builder(DataSource source) {
    return new JdbcLeaseStoreBuilder(requireNonNull(source, "source"));
  }

  /**
   * Returns a builder of a store on connections of its own, made by the driver that knows the URL.
   *
   * @param url {@code jdbc:mysql:}, {@code jdbc:mariadb:} or {@code jdbc:postgresql:}, as the
   *     driver has it
   * @param user empty if the URL names it
   * @param password empty for none
   * @throws IllegalArgumentException if the URL is none of these
   */
  public static JdbcLeaseStoreBuilder builder(String url, String user, CharSequence password) {
    return new JdbcLeaseStoreBuilder(DriverSource.of(url, user, password.toString()));
  }

  /**
   * Returns the statements that create the tables on MySQL and MariaDB, with comments that state
   * the least grants.
   */
  public static String mysqlSchema() {
    return Dialects.mysqlSchema();
  }

  /** Returns the same for PostgreSQL. */
  public static String postgresqlSchema() {
    return Dialects.postgresqlSchema();
  }

  @Override
  public Mono<Void> prepare() {
    return store.prepare();
  }

  @Override
  public Mono<Boolean> open(Lease lease) {
    return store.open(lease);
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return store.renew(id);
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return doorbell.ended(own, store.end(own));
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return store.fence(rival, version);
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    return store.create(elections);
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return doorbell.claimed(me, store.claim(me, seen));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    return doorbell.amended(amendments, store.amend(amendments));
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return doorbell.observed(watched, store.observe(since, watched, elections));
  }

  @Override
  public Flux<ElectionRecord> list(String prefix) {
    return ((ElectionDirectory) store).list(prefix);
  }

  @Override
  public Flux<Lease> leases() {
    return ((LeaseDirectory) store).leases();
  }

  @Override
  public Mono<Void> purge(Collection<LeaseId> ended) {
    return ((LeaseDirectory) store).purge(ended);
  }

  /**
   * Tells of all changes on PostgreSQL. On the others it tells when a leader that was observed has
   * written something, or has died: it opens as {@linkplain Change.Opened#complete() not complete},
   * and rings. Where that cannot work nothing is ever emitted, and the log says so once.
   */
  @Override
  public Flux<Change> changes() {
    return changes;
  }

  /**
   * Gives the connections back as they were, and ends the store's threads. Waits at most 2 s for
   * calls that run, as long for what they leave behind and as long for the doorbell, then closes
   * their connections all the same. On a thread of the store's own it only begins to close. The
   * DataSource stays open. Idempotent.
   */
  @Override
  public void close() {
    doorbell.close();
    store.close();
  }
}
