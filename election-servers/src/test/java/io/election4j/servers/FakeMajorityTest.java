package io.election4j.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A fake MongoDB whose majority learns of a write when the test lets it, as a real one's does. */
class FakeMajorityTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Bson A = Filters.eq("_id", "a");
  private static final Bson NO_A = Filters.and(A, Filters.eq("term", 7));
  private static final Bson NEXT = Updates.inc("term", 1);

  /** So long that it is not over in any test. */
  private volatile Duration lag = Duration.ZERO;

  private final FakeMongoServer server = FakeMongoServer.open(() -> lag.toNanos());
  private final MongoClient client = MongoClients.create(server.url());
  private final MongoCollection<Document> primary =
      client.getDatabase("elections").getCollection("record").withWriteConcern(WriteConcern.W1);
  private final MongoCollection<Document> majority =
      primary.withReadConcern(ReadConcern.MAJORITY).withWriteConcern(WriteConcern.MAJORITY);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void aWriteIsReadFromThePrimaryAtOnceAndFromAMajorityLater() {
    insert("a");
    wait(majority.updateOne(A, NEXT));
    lag = Duration.ofHours(1);

    wait(primary.updateOne(A, NEXT));

    assertThat(terms(primary)).containsExactly(2);
    assertThat(terms(majority)).containsExactly(1);
  }

  @Test
  void whatIsInsertedAndDeletedIsKnownToAMajorityLater() {
    insert("a");
    lag = Duration.ofHours(1);

    wait(primary.deleteOne(A));
    insert("b");

    assertThat(ids(primary)).containsExactly("b");
    assertThat(ids(majority)).containsExactly("a");
  }

  @Test
  void aMajorityLearnsOfWritesInTheirOrder() {
    insert("a");
    lag = Duration.ofMillis(300);
    wait(primary.updateOne(A, NEXT));
    lag = Duration.ZERO;

    wait(majority.updateOne(A, Updates.set("holder", "me")));

    assertThat(wait(majority.find(A).first()))
        .containsEntry("term", 1)
        .containsEntry("holder", "me");
  }

  @Test
  void aWriteThatChangesSomethingIsAcknowledgedWhenAMajorityKnowsIt() {
    insert("a");
    lag = Duration.ofMillis(100);

    wait(majority.insertOne(record("b")));
    assertThat(ids(majority)).containsExactly("a", "b");
    wait(majority.updateOne(A, NEXT));
    assertThat(terms(majority)).containsExactly(1);
    wait(
        majority.findOneAndUpdate(
            A, NEXT, new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
    assertThat(terms(majority)).containsExactly(2);
    wait(majority.updateMany(Filters.in("_id", "a", "b"), NEXT));
    assertThat(terms(majority)).containsExactly(3);
    wait(majority.deleteOne(A));
    assertThat(ids(majority)).containsExactly("b");
  }

  @Test
  void aWriteThatChangesNothingIsAcknowledgedBeforeAMajorityKnowsWhy() {
    insert("a");
    lag = Duration.ofHours(1);
    insert("b");
    wait(primary.updateOne(A, NEXT));

    assertThat(wait(majority.updateOne(NO_A, NEXT)).getMatchedCount()).isZero();
    assertThat(wait(majority.updateOne(A, Updates.set("term", 1))).getModifiedCount()).isZero();
    assertThat(wait(Mono.from(majority.findOneAndUpdate(NO_A, NEXT)).hasElement())).isFalse();
    assertThat(wait(majority.deleteOne(NO_A)).getDeletedCount()).isZero();
    assertThatThrownBy(() -> wait(majority.insertOne(record("b"))))
        .isInstanceOf(MongoWriteException.class);

    assertThat(terms(majority)).as("what the majority still knows").containsExactly(0);
    assertThat(ids(majority)).containsExactly("a");
  }

  @Test
  void aChangeStreamShowsAWriteOnlyWhenAMajorityKnowsIt() {
    insert("a");
    ChangeStreamDocument<Document> first = firstEvent();
    lag = Duration.ofMillis(200);
    wait(primary.updateOne(A, NEXT));

    // There may be more of what made the first event.
    wait(
        Flux.from(primary.watch().resumeAfter(first.getResumeToken()))
            .filter(event -> event.getOperationType() == OperationType.UPDATE)
            .next());

    assertThat(terms(majority)).containsExactly(1);
  }

  @Test
  void manyDocumentsAreReadFromAMajorityInSeveralBatches() {
    List<Document> records = IntStream.range(0, 250).mapToObj(i -> record("r" + i)).toList();
    wait(majority.insertMany(records));

    assertThat(wait(Flux.from(majority.find().batchSize(100)).collectList())).hasSize(250);
  }

  @Test
  void manyStatementsTakeLongerThanOneOfManyDocuments() {
    List<UpdateOneModel<Document>> statements =
        Collections.nCopies(1001, new UpdateOneModel<>(A, NEXT));
    long start = System.nanoTime();

    wait(primary.bulkWrite(statements));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(99));
  }

  @Test
  void anEmptyTimestampIsReplacedWhenItIsInserted() {
    wait(majority.insertOne(record("a").append("changed", new BsonTimestamp(0, 0))));

    assertThat(wait(majority.find(A).first()).get("changed", BsonTimestamp.class))
        .isGreaterThan(new BsonTimestamp(1, 0));
  }

  private ChangeStreamDocument<Document> firstEvent() {
    Mono<ChangeStreamDocument<Document>> event = Flux.from(primary.watch()).next().cache();
    Disposable writing =
        Flux.interval(Duration.ofMillis(20))
            .onBackpressureDrop()
            .concatMap(i -> primary.insertOne(new Document()))
            .subscribe();
    try {
      return wait(event);
    } finally {
      writing.dispose();
    }
  }

  private void insert(String id) {
    wait(primary.insertOne(record(id)));
  }

  private static Document record(String id) {
    return new Document("_id", id).append("term", 0);
  }

  private static List<Object> ids(MongoCollection<Document> collection) {
    return values(collection, Filters.empty(), "_id");
  }

  private static List<Object> terms(MongoCollection<Document> collection) {
    return values(collection, A, "term");
  }

  private static List<Object> values(
      MongoCollection<Document> collection, Bson filter, String field) {
    return wait(Flux.from(collection.find(filter)).map(found -> found.get(field)).collectList());
  }

  private static <T> T wait(Publisher<T> publisher) {
    return Mono.from(publisher).block(PATIENCE);
  }
}
