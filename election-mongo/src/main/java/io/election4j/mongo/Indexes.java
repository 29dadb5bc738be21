package io.election4j.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.election4j.spi.StoreException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The index that polls rely on, which is created or verified, and those that would be in the way.
 * Who may not list indexes, as with the least role, is told by the plan of a poll whether it has
 * one. Without it nothing fails, but each poll reads all records.
 */
final class Indexes {

  private static final Logger LOG = LoggerFactory.getLogger(MongoLeaseStore.class);

  private static final BsonDocument BY_CHANGE =
      new BsonDocument(RecordCodec.CHANGED, new BsonInt32(1));
  private static final BsonDocument BY_ID = new BsonDocument(RecordCodec.ID, new BsonInt32(1));

  private static final BsonDocument EXPLAIN_POLL =
      new BsonDocument(
              "explain",
              new BsonDocument("find", new BsonString(Database.RECORDS))
                  .append("filter", Filters.changedSince(new BsonTimestamp(1, 0), List.of())))
          .append("verbosity", new BsonString("queryPlanner"));

  private final Database database;
  private final AtomicBoolean warned = new AtomicBoolean();

  Indexes(Database database) {
    this.database = database;
  }

  /** Fails if the index is missing and not to be created, or if another one is in the way. */
  Mono<Void> prepare(boolean create) {
    Mono<List<BsonDocument>> ofRecords =
        listed(database.records()).doOnNext(all -> requireHarmless(Database.RECORDS, all));
    return listed(database.leases())
        .doOnNext(all -> requireHarmless(Database.LEASES, all))
        .then(isAmong(ofRecords))
        .flatMap(there -> there ? Mono.empty() : create ? create() : Mono.error(missing()));
  }

  /**
   * Makes the index anew if it has vanished. A collection that was dropped comes back by itself
   * with the first record that is inserted, but without it.
   */
  Mono<Void> keep(boolean create) {
    return isAmong(listed(database.records()))
        .flatMap(there -> there ? Mono.empty() : create ? create() : Mono.fromRunnable(this::warn));
  }

  private Mono<Boolean> isAmong(Mono<List<BsonDocument>> listed) {
    return listed
        .map(all -> all.stream().anyMatch(Indexes::servesPolls))
        .switchIfEmpty(Mono.defer(this::isUsed));
  }

  /** Returns the indexes of a collection, or nothing to who may not list them. */
  private static Mono<List<BsonDocument>> listed(MongoCollection<BsonDocument> collection) {
    return NonCancelling.all(collection.listIndexes(BsonDocument.class))
        .onErrorResume(Indexes::isForbidden, forbidden -> Mono.empty());
  }

  private static boolean servesPolls(BsonDocument index) {
    BsonDocument key = index.getDocument("key");
    return key.getFirstKey().equals(RecordCodec.CHANGED)
        && key.isNumber(RecordCodec.CHANGED)
        && !index.containsKey("partialFilterExpression")
        && !isSet(index, "hidden");
  }

  private static boolean isSet(BsonDocument index, String option) {
    return index.getBoolean(option, BsonBoolean.FALSE).getValue();
  }

  private void requireHarmless(String collection, List<BsonDocument> indexes) {
    for (BsonDocument index : indexes) {
      boolean ofIds = index.getDocument("key").equals(BY_ID);
      if (ofIds && index.containsKey("collation")) {
        throw StoreException.misconfigured(
            "collection '"
                + collection
                + "' of database '"
                + database.name()
                + "' has a collation, by which different names are the same: create it without",
            null);
      }
      if (!ofIds && isSet(index, "unique")) {
        throw StoreException.misconfigured(
            "database '"
                + database.name()
                + "' has a unique index '"
                + index.getString("name", new BsonString("")).getValue()
                + "' on '"
                + collection
                + "', which would refuse what has to be written: drop it",
            null);
      }
    }
  }

  /** A server that does not explain, or not in a way that is known, is believed to have one. */
  private Mono<Boolean> isUsed() {
    return database
        .run(EXPLAIN_POLL)
        .map(reply -> !readsAll(reply.getDocument("queryPlanner", new BsonDocument())))
        .onErrorReturn(MongoCommandException.class, true);
  }

  private static boolean readsAll(BsonValue plan) {
    if (plan instanceof BsonArray parts) {
      return parts.stream().anyMatch(Indexes::readsAll);
    }
    return plan instanceof BsonDocument stage
        && (new BsonString("COLLSCAN").equals(stage.get("stage"))
            || stage.entrySet().stream()
                .filter(part -> !part.getKey().equals("rejectedPlans"))
                .anyMatch(part -> readsAll(part.getValue())));
  }

  private Mono<Void> create() {
    return NonCancelling.one(database.records().createIndex(BY_CHANGE))
        .onErrorResume(Indexes::isForbidden, forbidden -> Mono.fromRunnable(this::warn))
        .then();
  }

  private static boolean isForbidden(Throwable error) {
    return error instanceof MongoCommandException refused
        && refused.getErrorCode() == MongoErrors.UNAUTHORIZED;
  }

  private void warn() {
    if (!warned.getAndSet(true)) {
      LOG.warn(
          "Database '{}' has no index on '{}' that polls can use: each reads all records; create it"
              + " as in MongoLeaseStore.schema()",
          database.name(),
          RecordCodec.CHANGED);
    }
  }

  private StoreException missing() {
    return Schema.missing(database, "index on '" + RecordCodec.CHANGED + "'");
  }
}
