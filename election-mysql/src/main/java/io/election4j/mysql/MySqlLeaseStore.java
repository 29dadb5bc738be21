package io.election4j.mysql;

import io.election4j.Candidate;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionDirectory;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseDirectory;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.r2dbc.spi.ConnectionFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
 * single statement that carries its condition, in autocommit. There is no push: followers poll,
 * with one small read each.
 *
 * <p>The store has connections of its own, at most five: renewals have theirs, so do reads, so they
 * never wait behind large writes or behind the application. A statement in flight is never
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
public final class MySqlLeaseStore implements LeaseStore, ElectionDirectory, LeaseDirectory {

  private final Connections connections;
  private final Preparation preparation;
  private final Records records;
  private final Repair repair;

  MySqlLeaseStore(Connections connections, Preparation preparation, Records records) {
    this.connections = connections;
    this.preparation = preparation;
    this.records = records;
    this.repair = new Repair(prepare());
  }

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
    return Schema.TEXT;
  }

  @Override
  public Mono<Void> prepare() {
    return Mono.fromRunnable(Libraries::require)
        .thenMany(
            connections.use(
                ConnectionUse.WRITE, session -> preparation.run(session).then(rehearse(session))))
        .then();
  }

  /**
   * Does in vain what a takeover does, so that the first in earnest does not have to load classes
   * while nobody leads. No election has an empty name, and no lease this id.
   */
  private Mono<Void> rehearse(Session session) {
    Candidate nobody = Candidate.named("nobody");
    Lease none = Lease.opening(new LeaseId(new UUID(0, 0)), Duration.ofSeconds(1), nobody);
    ElectionRecord vacant = ElectionRecord.created("");
    ElectionRecord held =
        new ElectionRecord("", 1, 1, new LeaseId(new UUID(0, 1)), none.ttl(), nobody, "");
    return LeaseStatements.fence(session, none.id(), 1)
        .thenMany(records.claim(session, none, List.of(vacant)))
        .thenMany(records.claim(session, none, List.of(held)))
        .then();
  }

  @Override
  public Mono<Boolean> open(Lease lease) {
    return use(ConnectionUse.WRITE, session -> LeaseStatements.open(session, lease)).single();
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return use(ConnectionUse.RENEWAL, session -> LeaseStatements.renew(session, id)).single();
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return use(ConnectionUse.WRITE, session -> LeaseStatements.end(session, own)).then();
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return use(ConnectionUse.WRITE, session -> LeaseStatements.fence(session, rival, version))
        .single();
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    List<String> names = List.copyOf(elections);
    names.forEach(Records::requireStorable);
    return names.isEmpty()
        ? Mono.empty()
        : use(ConnectionUse.WRITE, session -> records.create(session, names)).then();
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    List<ElectionRecord> all =
        seen.stream().filter(record -> Rows.storableName(record.election())).toList();
    return all.isEmpty()
        ? Flux.empty()
        : use(ConnectionUse.WRITE, session -> records.claim(session, me, all));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    List<Amendment> all =
        amendments.stream().filter(one -> Rows.storableName(one.held().election())).toList();
    all.forEach(Amendments::require);
    return all.isEmpty()
        ? Flux.empty()
        : use(ConnectionUse.WRITE, session -> records.amend(session, all));
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    List<String> names = elections.stream().filter(Rows::storableName).toList();
    return useTwice(ConnectionUse.READ, Observations.observe(since, watched, names));
  }

  @Override
  public Flux<ElectionRecord> list(String prefix) {
    return use(ConnectionUse.READ, session -> RecordReads.list(session, prefix));
  }

  @Override
  public Flux<Lease> leases() {
    return useTwice(ConnectionUse.READ, LeaseStatements::all).flatMapIterable(leases -> leases);
  }

  @Override
  public Mono<Void> purge(Collection<LeaseId> ended) {
    List<LeaseId> all = List.copyOf(ended);
    return all.isEmpty()
        ? Mono.empty()
        : use(ConnectionUse.WRITE, session -> LeaseStatements.purge(session, all)).then();
  }

  private <T> Flux<T> use(ConnectionUse kind, Function<Session, ? extends Publisher<T>> work) {
    return repair.after(connections.use(kind, work));
  }

  private <T> Mono<T> useTwice(ConnectionUse kind, Function<Session, ? extends Publisher<T>> work) {
    return repair.after(connections.useTwice(kind, work));
  }

  /**
   * Closes the store's connections, says so to the server, and ends the store's thread; all that is
   * done when this returns. Waits at most 2 s for statements in flight, then closes their
   * connections all the same, and 2 s more for a server that does not answer. On a thread that must
   * not wait, such as those that signals arrive on, it only begins to close. A connection factory
   * that was handed in stays open. Idempotent.
   */
  @Override
  public void close() {
    connections.close();
  }

  /** Returns how many connections are in use now. */
  int lent() {
    return connections.lent();
  }
}
