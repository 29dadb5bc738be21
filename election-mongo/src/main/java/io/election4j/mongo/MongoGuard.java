package io.election4j.mongo;

import static java.util.Objects.requireNonNull;

import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import org.bson.BsonDocument;
import reactor.core.publisher.Mono;

/**
 * Makes the writes of a transaction conditional on still being the leader: the application's own
 * transactions, on its own client.
 *
 * <p>Ask it in every transaction, before the first write:
 *
 * <pre>{@code
 * session.startTransaction();
 * guard.check(session, leadership)
 *     .then(write(session))
 *     .then(Mono.from(session.commitTransaction()))
 * }</pre>
 *
 * <p><b>What it promises.</b> A write of term t is committed before term t + 1 exists, or never:
 * the guard writes to the election's record, in the field {@code guard}, and MongoDB lets nobody
 * else write it until the transaction ends; a transaction that began before somebody else was
 * elected fails with a write conflict. No clock is involved, so a leader that was paused for an
 * hour between the check and the commit is as safe as any. Nobody is told of such writes: change
 * streams of the store leave them out, and polls do not see them.
 *
 * <p><b>What it costs.</b> One update. Guarded transactions of one election run one at a time: the
 * second fails with a write conflict, labelled {@code TransientTransactionError}, and is to be
 * tried again, as the driver's manual says of every transaction. While one is open, its election
 * cannot change hands, and a claim or vacation of many elections waits for it; so keep it short. If
 * its process is paused or dies, the server ends it after {@code transactionLifetimeLimitSeconds},
 * one minute unless set.
 *
 * <p><b>Its conditions.</b> A replica set or a sharded cluster, whose transactions may write to the
 * store's database. Commit with the write concern {@code majority}, as the driver does unless told
 * otherwise, or a failover may undo what was committed.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class MongoGuard {

  private final MongoCollection<BsonDocument> records;

  private MongoGuard(MongoClient client, String database) {
    this.records =
        client
            .getDatabase(Database.requireName(database))
            .withCodecRegistry(MongoClientSettings.getDefaultCodecRegistry())
            .getCollection(Database.RECORDS, BsonDocument.class);
  }

  /**
   * Returns a guard by the election records in the database {@value
   * MongoLeaseStore#DEFAULT_DATABASE}.
   *
   * @param client whose sessions are to be guarded
   */
  public static MongoGuard create(MongoClient client) {
    return inDatabase(client, MongoLeaseStore.DEFAULT_DATABASE);
  }

  /**
   * Returns a guard by the election records in a database.
   *
   * @param client whose sessions are to be guarded
   * @param database the store's
   * @throws IllegalArgumentException if no store can be in it
   */
  public static MongoGuard inDatabase(MongoClient client, String database) {
    return new MongoGuard(requireNonNull(client, "client"), requireNonNull(database, "database"));
  }

  /**
   * Completes if the leadership is valid, which from then on lasts until the transaction ends.
   * Sends nothing before it is subscribed to.
   *
   * <p>Errors: {@link NoLongerLeaderException}, after which the transaction must be aborted; {@link
   * IllegalStateException} outside a transaction; and those of the driver, after which nobody
   * knows.
   *
   * @param session of the guard's client, with a transaction started
   */
  public Mono<Void> check(ClientSession session, Leadership leadership) {
    return Mono.defer(
            () ->
                session.hasActiveTransaction()
                    ? Mono.from(records.updateOne(session, held(leadership), Updates.guard()))
                    : Mono.error(outsideTransaction(leadership)))
        .filter(updated -> updated.getMatchedCount() == 1)
        .switchIfEmpty(Mono.error(() -> over(leadership)))
        .then();
  }

  private static BsonDocument held(Leadership leadership) {
    BsonDocument filter = Filters.heldBy(leadership.lease(), leadership.term());
    filter.putAll(Filters.election(leadership.election()));
    return filter;
  }

  private static NoLongerLeaderException over(Leadership leadership) {
    return new NoLongerLeaderException(leadership.election(), leadership.term());
  }

  private static IllegalStateException outsideTransaction(Leadership leadership) {
    return new IllegalStateException(
        "election '"
            + leadership.election()
            + "': the guard was asked outside a transaction, which it could not hold up to its end");
  }
}
