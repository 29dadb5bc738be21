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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates or verifies the two collections and the indexes, and tries if they can be used. */
final class Schema {

  private final Database database;
  private final Leases leases;
  private final Records records;
  private final Indexes indexes;

  Schema(Database database, Leases leases, Records records) {
    this.database = database;
    this.leases = leases;
    this.records = records;
    this.indexes = new Indexes(database);
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
        .then(indexes.prepare(create))
        .then(trial())
        .onErrorResume(new Misfit(database, HostLookup.OF_THE_SYSTEM)::explain);
  }

  /** Mends what is not there any more, as far as that can be; asked when a record was created. */
  Mono<Void> keep(boolean create) {
    return indexes.keep(create);
  }

  private Mono<Void> collections(boolean create) {
    // To list the names of what the user may use needs no privilege.
    return NonCancelling.all(database.commands().listCollectionNames().authorizedCollections(true))
        .flatMapMany(
            present ->
                Flux.just(Database.LEASES, Database.RECORDS).filter(n -> !present.contains(n)))
        .concatMap(
            n -> create ? create(n) : Mono.error(missing(database, "collection '" + n + "'")))
        .then();
  }

  private Mono<Void> create(String collection) {
    return NonCancelling.one(database.commands().createCollection(collection))
        .onErrorResume(e -> is(e, MongoErrors.NAMESPACE_EXISTS), byAnother -> Mono.empty());
  }

  /** Writes and reads as later, durably, where nothing matches. */
  private Mono<Void> trial() {
    LeaseId nobody = LeaseId.random();
    String none = "";
    Batch batch = new Batch().add(none, Filters.vacant(), Updates.stamp());
    return leases
        .renew(nobody)
        .then(records.write(batch))
        .then(leases.purge(List.of(nobody), records))
        .then(leases.find(List.of(nobody)))
        .then(records.named(List.of(none)))
        .then();
  }

  static StoreException missing(Database database, String what) {
    return StoreException.misconfigured(
        "database '"
            + database.name()
            + "' has no "
            + what
            + ", and this store is set to create nothing",
        null);
  }

  private static boolean is(Throwable error, int code) {
    return error instanceof MongoCommandException refused && refused.getErrorCode() == code;
  }
}
