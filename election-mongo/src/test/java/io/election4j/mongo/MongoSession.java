package io.election4j.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ReadConcern;
import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.election4j.Leadership;
import io.election4j.NoLongerLeaderException;
import io.election4j.testkit.guard.GuardedSession;
import java.util.function.BiFunction;
import org.bson.BsonDocument;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** An application that writes into a ledger. */
final class MongoSession implements GuardedSession {

  static final String LEDGER = "ledger";

  private final ClientSession session;
  private final MongoCollection<Document> ledger;
  private final MongoCollection<BsonDocument> records;
  private final BiFunction<ClientSession, Leadership, Mono<Void>> guard;

  /**
   * Opens a session.
   *
   * @param guard is asked with it
   */
  MongoSession(
      MongoClient client,
      String database,
      BiFunction<ClientSession, Leadership, Mono<Void>> guard) {
    this.session = Some.answer(Mono.from(client.startSession()));
    this.ledger = client.getDatabase(database).getCollection(LEDGER);
    this.records = client.getDatabase(database).getCollection(Database.RECORDS, BsonDocument.class);
    this.guard = guard;
  }

  /** A guard that only looks. */
  static BiFunction<ClientSession, Leadership, Mono<Void>> careless(
      MongoCollection<BsonDocument> records) {
    return (session, leadership) -> {
      BsonDocument filter = Filters.heldBy(leadership.lease(), leadership.term());
      filter.putAll(Filters.election(leadership.election()));
      return Mono.from(records.find(session, filter).first())
          .switchIfEmpty(
              Mono.error(
                  () -> new NoLongerLeaderException(leadership.election(), leadership.term())))
          .then();
    };
  }

  @Override
  public void begin() {
    session.startTransaction();
  }

  @Override
  public void read(String election) {
    Mono.from(records.find(session, Filters.election(election)).first()).block(Some.PATIENCE);
  }

  @Override
  public void check(Leadership leadership) {
    guard.apply(session, leadership).block(Some.PATIENCE);
  }

  @Override
  public void write(String election, long term) {
    Document entry = new Document("election", election).append("term", term);
    Mono.from(ledger.insertOne(session, entry)).block(Some.PATIENCE);
  }

  @Override
  public void commit() {
    Mono.from(session.commitTransaction()).block(Some.PATIENCE);
  }

  @Override
  public void rollback() {
    if (session.hasActiveTransaction()) {
      Mono.from(session.abortTransaction()).onErrorComplete().block(Some.PATIENCE);
    }
  }

  @Override
  public long written(String election, long term) {
    return Some.answer(
        Mono.from(
            ledger
                .withReadConcern(ReadConcern.MAJORITY)
                .countDocuments(and(eq("election", election), eq("term", term)))));
  }

  @Override
  public void close() {
    session.close();
  }
}
