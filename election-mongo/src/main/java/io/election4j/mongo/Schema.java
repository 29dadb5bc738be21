package io.election4j.mongo;

import com.mongodb.MongoCommandException;
import io.election4j.spi.LeaseId;
import io.election4j.spi.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates or verifies the two collections and the index, and tries whether they can be used. */
final class Schema {

  private static final BsonDocument KEY = new BsonDocument(Documents.CHANGED, new BsonInt32(1));

  private final Database database;
  private final Leases leases;
  private final Records records;
  private final Purge purge;

  Schema(Database database, Leases leases, Records records) {
    this.database = database;
    this.leases = leases;
    this.records = records;
    this.purge = new Purge(leases, records);
  }

  /** Returns what a person would do by hand, in the language of mongosh. */
  static String text() {
    try (InputStream text = Schema.class.getResourceAsStream("schema.js")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  Mono<Void> prepare(boolean create) {
    return collections(create)
        .then(index(create))
        .then(trial())
        .onErrorResume(new Misfit(database)::explain);
  }

  /**
   * Makes the index anew if it has vanished. A collection that was dropped comes back by itself
   * with the first record that is inserted, but without it.
   */
  Mono<Void> keep(boolean create) {
    return create ? index(true) : Mono.empty();
  }

  private Mono<Void> collections(boolean create) {
    // To list the names of what the user may use needs no privilege.
    return Detached.all(database.commands().listCollectionNames().authorizedCollections(true))
        .flatMapMany(
            present ->
                Flux.just(Database.LEASES, Database.RECORDS).filter(n -> !present.contains(n)))
        .concatMap(n -> create ? create(n) : missing("collection '" + n + "'"))
        .then();
  }

  private Mono<Void> create(String collection) {
    return Detached.one(database.commands().createCollection(collection))
        .onErrorResume(e -> is(e, MongoErrors.NAMESPACE_EXISTS), byAnother -> Mono.empty());
  }

  private Mono<Void> index(boolean create) {
    return Detached.all(database.records().listIndexes(BsonDocument.class))
        .map(indexes -> indexes.stream().map(i -> i.getDocument("key")).anyMatch(Schema::isOurs))
        // Who may not even list indexes can create none. Without it, polls are only slow.
        .onErrorReturn(e -> is(e, MongoErrors.UNAUTHORIZED), true)
        .filter(present -> !present)
        .flatMap(
            absent -> create ? createIndex() : missing("index on '" + Documents.CHANGED + "'"));
  }

  private Mono<Void> createIndex() {
    return Detached.one(database.records().createIndex(KEY)).then();
  }

  private static boolean isOurs(BsonDocument key) {
    return key.getFirstKey().equals(Documents.CHANGED);
  }

  /** Writes and reads as later, durably, where nothing matches. */
  private Mono<Void> trial() {
    LeaseId nobody = LeaseId.random();
    String none = "";
    Batch batch = new Batch().add(none, Filters.vacant(), Updates.stamp());
    return leases
        .renew(nobody)
        .then(records.write(batch))
        .then(purge.of(List.of(nobody)))
        .then(leases.find(List.of(nobody)))
        .then(records.named(List.of(none)))
        .then();
  }

  private <T> Mono<T> missing(String what) {
    return Mono.error(
        StoreException.misconfigured(
            "database '"
                + database.name()
                + "' has no "
                + what
                + ", and this store is set to create nothing",
            null));
  }

  private static boolean is(Throwable error, int code) {
    return error instanceof MongoCommandException refused && refused.getErrorCode() == code;
  }
}
