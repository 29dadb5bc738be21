package io.election4j.mysql;

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
import io.election4j.sql.Preparation;
import io.election4j.sql.Repair;
import io.election4j.sql.SqlSession;
import io.election4j.sql.StoreStatements;
import io.election4j.sql.bell.Doorbell;
import io.r2dbc.spi.ConnectionFactory;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps leases and election records in MySQL 8.0 or newer, or MariaDB 10.6 or newer.
 *
 * <p>Two tables, {@code election_lease} and {@code election_record}, in the database of the
 * application; {@link #schema()} is their definition with all the grants needed. Every write is a
 * single statement that carries its condition, in autocommit. Followers poll, with one small read
 * each.
 *
 * <p>There is a doorbell besides: a leader holds a user lock ({@code GET_LOCK}) for which followers
 * wait, so that they look at once when it writes something or dies. It needs no privilege and
 * decides nothing. It takes one connection while this store's process leads something, and one for
 * each leader that it follows, three at most: of more leaders, the others are noticed by polls. It
 * is off where locks are not seen on other connections, as on clusters and behind proxies that
 * share connections, where the connections are those of a pool that was handed in, and after {@link
 * MySqlLeaseStoreBuilder#noPush()}.
 *
 * <p>The store has connections of its own, at most five besides: renewals have theirs, so do reads,
 * so they never wait behind large writes or behind the application. A statement in flight is never
 * cancelled; one that is not answered in time costs its connection: a renewal within 4 s, a read
 * within 8 s, any other write within 30 s, and all within 2 s after their caller has cancelled.
 *
 * <p>Errors: {@code MISCONFIGURED} for what no further attempt can cure: access denied, missing
 * privileges, an unknown database, encryption that the two sides do not agree on, certificates and
 * keys that are of no use, and while the server has never been reached also an unknown host; from
 * {@link #prepare()} also a server too old, tables that cannot be created, and tables that are
 * missing or not as they must be, and libraries on the class path that are too old or do not fit.
 * Everything else is {@code UNAVAILABLE}, so also a server that is read-only, full, busy, starting
 * or stopping, whether at the start or later.
 *
 * <p>Tables of a former version are brought up to date, in moments, unless the store is to create
 * nothing. So are tables that vanish while the store is in use: they are created anew, and their
 * elections start anew, with terms above those that a running candidate has seen.
 *
 * <p>Safe for use by many threads. All connections share one thread, {@code election-mysql}, which
 * only passes on what arrives: signals arrive on it, and it must not be blocked. On the connections
 * of a factory that was handed in, signals arrive on its threads, and the store's one thread,
 * {@code election-mysql-timer}, only watches the time.
 */
public final class MySqlLeaseStore
    implements LeaseStore, ElectionDirectory, LeaseDirectory, ChangePush {

  private final Connections connections;
  private final Preparation preparation;
  private final StoreStatements statements;
  private final Repair repair;
  private final Doorbell doorbell;

  MySqlLeaseStore(Connections connections, Parts parts) {
    this.connections = connections;
    this.preparation = parts.preparation();
    this.statements = parts.statements();
    this.doorbell = parts.doorbell();
    this.repair = new Repair(statements.dialect(), prepare());
  }

  /** What is done with the connections. */
  record Parts(Preparation preparation, StoreStatements statements, Doorbell doorbell) {}

  /** Returns a store with all defaults; see {@link #builder(ConnectionFactory)}. */
  public static MySqlLeaseStore create(ConnectionFactory factory) {
    return builder(factory).build();
  }

  /** Returns a store with all defaults; see {@link #builder(String)}. */
  public static MySqlLeaseStore fromUrl(String url) {
    return builder(url).build();
  }

  /**
   * Returns a store on the server that the environment and a file {@code .env} in the working
   * directory name; see {@link #builder(Map, Path)}.
   */
  public static MySqlLeaseStore fromEnvironment() {
    return fromEnvironment(System.getenv(), Path.of(".env"));
  }

  /** Returns a store with all defaults; see {@link #builder(Map, Path)}. */
  public static MySqlLeaseStore fromEnvironment(Map<String, String> environment, Path dotEnv) {
    return builder(environment, dotEnv).build();
  }

  /**
   * Returns a builder of a store on connections that the factory makes.
   *
   * @param factory of io.asyncer:r2dbc-mysql, with a database selected. Of whatever wraps it, such
   *     as pools and proxies, only what is innermost is used, so that the application and its
   *     elections never wait for each other's connections. It is never closed. What is innermost
   *     but not the driver's own may be a pool all the same: up to five of its connections are used
   *     then, and every session is put back as it was before it is given back
   */
  public static MySqlLeaseStoreBuilder builder(ConnectionFactory factory) {
    return MySqlLeaseStoreBuilder.of(factory);
  }

  /**
   * Returns a builder of a store on the server at an address.
   *
   * @param url {@code mysql://user[:password]@host[:port]/database}, or the same with {@code
   *     mariadb://} or {@code r2dbc:mysql://}. The port is 3306 unless given; an IPv6 address is
   *     written in brackets, its zone behind {@code %25}. User, password and database are
   *     percent-encoded where needed; blanks and line ends around the URL are left out. Options:
   *     {@code sslMode} ({@code disabled}, {@code preferred}, {@code required}, {@code verify_ca},
   *     {@code verify_identity}, {@code tunnel}), {@code sslCa}, the path of the certificates to
   *     trust, and {@code sslCert} and {@code sslKey}, the paths of a certificate of ours and its
   *     key in PKCS#8, all in PEM format. Unless given, the mode is {@code verify_ca} with an
   *     {@code sslCa}, else {@code preferred}: encrypted where the server can, and nothing checked
   * @throws IllegalArgumentException saying in one line what is wrong, without the password
   */
  public static MySqlLeaseStoreBuilder builder(String url) {
    return MySqlLeaseStoreBuilder.of(AddressUrl.parse(url));
  }

  /**
   * Returns a builder of a store on the server that these variables name: MYSQL_USER,
   * MYSQL_PASSWORD (which may be empty, but not missing) and MYSQL_DBNAME, where they differ from
   * {@code localhost} and 3306 MYSQL_HOST and MYSQL_PORT, and for encryption MYSQL_SSL_MODE,
   * MYSQL_SSL_CA, MYSQL_SSL_CERT and MYSQL_SSL_KEY, which are what the options of the {@linkplain
   * #builder(String) URL} are. Blanks and line ends around a value are no part of it; of the
   * password, only line ends behind it are not, as a variable that is read from a file has them.
   *
   * @param environment taken first
   * @param dotEnv a file as {@link DotEnv} describes it, for what the environment lacks; need not
   *     exist. If it cannot be read, as when it is a directory, the environment alone counts, and
   *     the log says so
   * @throws IllegalArgumentException naming the variable that is missing or bad, and the file if
   *     the variable may be there but the file cannot be read
   */
  public static MySqlLeaseStoreBuilder builder(Map<String, String> environment, Path dotEnv) {
    return MySqlLeaseStoreBuilder.of(AddressEnvironment.read(environment, dotEnv));
  }

  /**
   * Returns the statements that create the tables, with comments that state the least grants: what
   * {@link #prepare()} runs, and what a person runs where the store may create nothing.
   */
  public static String schema() {
    return RawSession.DIALECT.schema();
  }

  @Override
  public Mono<Void> prepare() {
    return Mono.fromRunnable(Libraries::require)
        .thenMany(
            connections.use(
                ConnectionUse.WRITE,
                session -> preparation.run(session).then(statements.rehearse(session))))
        .then();
  }

  @Override
  public Mono<Boolean> open(Lease lease) {
    return use(ConnectionUse.WRITE, statements.open(lease)).single();
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return use(ConnectionUse.RENEWAL, statements.renew(id)).single();
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return doorbell.ended(own, use(ConnectionUse.WRITE, statements.end(own)).then());
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return use(ConnectionUse.WRITE, statements.fence(rival, version)).single();
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    return elections.isEmpty()
        ? Mono.empty()
        : use(ConnectionUse.WRITE, statements.create(elections)).then();
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    List<ElectionRecord> all = statements.storable(seen);
    return all.isEmpty()
        ? Flux.empty()
        : doorbell.claimed(me, use(ConnectionUse.WRITE, statements.claim(me, all)));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    List<Amendment> all = statements.storableOf(amendments);
    return all.isEmpty()
        ? Flux.empty()
        : doorbell.amended(all, use(ConnectionUse.WRITE, statements.amend(all)));
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return doorbell.observed(
        watched, useTwice(ConnectionUse.READ, statements.observe(since, watched, elections)));
  }

  @Override
  public Flux<ElectionRecord> list(String prefix) {
    return use(ConnectionUse.READ, statements.list(prefix));
  }

  @Override
  public Flux<Lease> leases() {
    return useTwice(ConnectionUse.READ, statements.leases()).flatMapIterable(leases -> leases);
  }

  @Override
  public Mono<Void> purge(Collection<LeaseId> ended) {
    return ended.isEmpty()
        ? Mono.empty()
        : use(ConnectionUse.WRITE, statements.purge(ended)).then();
  }

  /**
   * Tells when a leader that was observed has written something, or has died: opens as {@linkplain
   * Change.Opened#complete() not complete}, and rings. Where that cannot work nothing is ever
   * emitted, and the log says so once.
   */
  @Override
  public Flux<Change> changes() {
    return doorbell.changes();
  }

  private <T> Flux<T> use(
      ConnectionUse kind, Function<? super SqlSession, ? extends Publisher<T>> work) {
    return repair.after(connections.use(kind, work));
  }

  private <T> Mono<T> useTwice(
      ConnectionUse kind, Function<? super SqlSession, ? extends Publisher<T>> work) {
    return repair.after(connections.useTwice(kind, work));
  }

  /**
   * Closes the store's connections, says so to the server, and ends the store's thread; all that is
   * done when this returns. Waits at most 2 s for statements in flight, then closes their
   * connections all the same, and 2 s more for a server that does not answer. What waits for the
   * doorbell is cut off. On a thread that must not wait, such as those that signals arrive on, it
   * only begins to close. A connection factory that was handed in stays open. Idempotent.
   */
  @Override
  public void close() {
    doorbell.close();
    connections.close();
  }

  /** Returns how many connections are in use now. */
  int lent() {
    return connections.lent();
  }
}
