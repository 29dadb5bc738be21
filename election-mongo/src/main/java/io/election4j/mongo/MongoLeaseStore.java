package io.election4j.mongo;

import static java.util.Objects.requireNonNull;

import com.mongodb.reactivestreams.client.MongoClient;
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
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps leases and election records in MongoDB: a replica set of version 4.2 or newer.
 *
 * <p>It uses two collections, {@code election_lease} and {@code election_record}, which {@link
 * #prepare()} creates if they are missing; {@link #schema()} describes them. Other indexes may be
 * there if they are not unique, and no collation. Every write is one conditional update with
 * classic operators, acknowledged by a majority and journaled; every read goes to the primary and
 * shows what a majority has. What the client handed in has as defaults of its own does not matter.
 * No clock but the server's is read, and none for a decision.
 *
 * <p><b>Changes</b> come from one change stream, however many subscribers there are; it keeps one
 * of the client's connections busy. A standalone server has none; then records are polled, which
 * one line of the log says, and it is asked again every minute.
 *
 * <p><b>Identity</b> of the data is the replica set's id and the UUID of {@code election_record},
 * both of which outlive restarts and failovers. Where the user may not ask for them, the replica
 * set's name stands for its id, and the UUID is left out; a standalone server goes by its address.
 *
 * <p><b>Time-outs.</b> Statements end after 4 s, those that write many records after 10 s, whatever
 * the client says; the change stream has no time-out. With a client made from a URL, a dead
 * connection shows after 15 s without an answer, or after {@code socketTimeoutMS} if that is 10 s
 * or more. A client that is handed in should have a {@code socketTimeoutMS} above 5 s: with a
 * shorter one the driver opens the change stream again each time nothing has changed for so long,
 * and with none the stream may sit on a dead connection until the operating system notices. Nothing
 * is unsafe meanwhile, but changes are then seen only by the rolling reads.
 *
 * <p><b>Connections.</b> A client needs 2 at least ({@code maxPoolSize}), and has 10 if it is made
 * from a URL that says nothing else. With few of them, renewals wait for other statements.
 *
 * <p><b>Threads.</b> Answers arrive on the driver's threads. Changes are told on one of the store's
 * own, {@code election-mongo-push}. Where a server does not answer as it should, {@code
 * election-mongo-probe} looks into it for a moment.
 *
 * <p>This class is thread-safe.
 */
public final class MongoLeaseStore
    implements LeaseStore, ChangePush, ElectionDirectory, LeaseDirectory {

  /** The database used where none is named. */
  public static final String DEFAULT_DATABASE = "Elector";

  private final Client client;
  private final boolean create;
  private final Identity identity;
  private final Leases leases;
  private final Records records;
  private final Claims claims;
  private final Amendments amendments;
  private final Observations observations;
  private final Schema schema;
  private final MongoErrors errors;
  private final ChangeMulticast multicast;
  private final Mono<Void> fitClient;

  MongoLeaseStore(Client client, String name, boolean create) {
    Database database = new Database(client, name);
    this.client = client;
    this.create = create;
    this.identity = new Identity(database);
    this.leases = new Leases(database);
    this.records = new Records(database);
    this.claims = new Claims(records);
    this.amendments = new Amendments(records);
    this.observations = new Observations(identity, leases, records);
    this.schema = new Schema(database, leases, records);
    this.errors = new MongoErrors(name, database::cluster);
    this.fitClient =
        client.settings() == null ? StreamStart.requireSecondConnection(database) : Mono.empty();
    Scheduler scheduler = client.threads().pushing();
    this.multicast =
        new ChangeMulticast(ChangeStream.changes(database, errors, scheduler), scheduler);
  }

  /**
   * Returns a store in the database {@value #DEFAULT_DATABASE}, on a client that stays the caller's
   * and is not closed with the store.
   *
   * @throws IllegalArgumentException as {@link MongoLeaseStoreBuilder#build()}
   */
  public static MongoLeaseStore create(MongoClient client) {
    return builder(client).build();
  }

  /**
   * Returns a store in a database, on a client that stays the caller's.
   *
   * @throws IllegalArgumentException as {@link MongoLeaseStoreBuilder#build()}
   */
  public static MongoLeaseStore create(MongoClient client, String database) {
    return builder(client).database(database).build();
  }

  /**
   * Returns a store on a client of its own, in the URL's database or else in {@value
   * #DEFAULT_DATABASE}.
   *
   * @param url {@code mongodb://} or {@code mongodb+srv://}, with any options but those of a proxy,
   *     which the driver cannot use: those that concern reading and writing, {@code timeoutMS} and
   *     {@code waitQueueTimeoutMS} have no effect. Blanks and line ends around it are no part of it
   * @throws IllegalArgumentException if the URL cannot be read, or an option cannot work
   * @throws io.election4j.spi.StoreException if a {@code mongodb+srv} URL cannot be looked up
   */
  public static MongoLeaseStore fromUrl(String url) {
    return builder(url).build();
  }

  /** Returns a builder of a store on a client that stays the caller's. */
  public static MongoLeaseStoreBuilder builder(MongoClient client) {
    return new MongoLeaseStoreBuilder(requireNonNull(client, "client"), null);
  }

  /**
   * Returns a builder of a store on a client of its own, made from a URL as by {@link #fromUrl}.
   */
  public static MongoLeaseStoreBuilder builder(String url) {
    return new MongoLeaseStoreBuilder(null, UrlFault.normal(requireNonNull(url, "url")));
  }

  /**
   * Returns the schema for people: a commented script for mongosh that creates the collections, the
   * index and the least role.
   */
  public static String schema() {
    return Schema.text();
  }

  @Override
  public Mono<Void> prepare() {
    return Mono.fromRunnable(Libraries::require)
        .then(Mono.defer(() -> schema.prepare(create).then(fitClient)))
        .onErrorMap(errors::preparing);
  }

  @Override
  public Mono<Boolean> open(Lease lease) {
    return mapped(Mono.defer(() -> leases.open(lease)));
  }

  @Override
  public Mono<Boolean> renew(LeaseId id) {
    return mapped(Mono.defer(() -> leases.renew(id)));
  }

  @Override
  public Mono<Void> end(LeaseId own) {
    return mapped(Mono.defer(() -> leases.end(own)));
  }

  @Override
  public Mono<Boolean> fence(LeaseId rival, long version) {
    return mapped(Mono.defer(() -> leases.fence(rival, version)));
  }

  @Override
  public Mono<Void> create(Collection<String> elections) {
    return mapped(
        Mono.defer(
            () ->
                records.create(elections).filter(any -> any).flatMap(any -> schema.keep(create))));
  }

  @Override
  public Flux<ElectionRecord> claim(Lease me, Collection<ElectionRecord> seen) {
    return mapped(Flux.defer(() -> claims.claim(me, seen)));
  }

  @Override
  public Flux<ElectionRecord> amend(Collection<Amendment> amendments) {
    return mapped(Flux.defer(() -> this.amendments.amend(amendments)));
  }

  @Override
  public Mono<Observation> observe(
      @Nullable Marker since, Collection<LeaseId> watched, Collection<String> elections) {
    return mapped(Mono.defer(() -> observations.observe(since, watched, elections)));
  }

  @Override
  public Flux<ElectionRecord> list(String prefix) {
    return mapped(Flux.defer(() -> records.list(prefix)));
  }

  @Override
  public Flux<Lease> leases() {
    return mapped(
        Flux.defer(() -> leases.all().flatMapIterable(all -> all).map(RecordCodec::lease)));
  }

  @Override
  public Mono<Void> purge(Collection<LeaseId> ended) {
    return mapped(Mono.defer(() -> leases.purge(ended, records)));
  }

  @Override
  public Flux<Change> changes() {
    return multicast.changes();
  }

  private <T> Mono<T> mapped(Mono<T> answer) {
    return answer.doOnError(error -> identity.forget()).onErrorMap(errors::operating);
  }

  private <T> Flux<T> mapped(Flux<T> answer) {
    return answer.doOnError(error -> identity.forget()).onErrorMap(errors::operating);
  }

  /**
   * Stops the change stream, closes the client if the store made it, and ends the store's own
   * threads, which are gone when this returns: it waits for subscribers that are being told of a
   * change, at most 1 s. On a thread that must not wait, it only begins to end them. Idempotent.
   */
  @Override
  public void close() {
    multicast.close();
    client.close();
  }
}
