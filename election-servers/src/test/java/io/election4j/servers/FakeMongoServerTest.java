package io.election4j.servers;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.currentTimestamp;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class FakeMongoServerTest {

  private final FakeMongoServer server = FakeMongoServer.open();
  private final MongoClient client = MongoClients.create(server.url());
  private final MongoCollection<Document> records =
      client.getDatabase("elections").getCollection("record");
  private final BlockingQueue<ChangeStreamDocument<Document>> events = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void presentsItselfAsTheSameReplicaSetThroughARestart() {
    Object before = replicaSetId();

    server.restart();
    awaitAnswer();

    assertThat(before).isNotNull().isEqualTo(replicaSetId());
    assertThat(run("elections", "hello").getBoolean("isWritablePrimary")).isTrue();
  }

  @Test
  void keepsDataAndPortThroughAStop() {
    String url = server.url();
    insert(record("a"));

    server.stop();
    server.stop();
    server.start();
    server.start();
    awaitAnswer();

    assertThat(server.url()).isEqualTo(url);
    assertThat(find(eq("_id", "a"))).hasSize(1);
  }

  @Test
  void refusesConnectionsWhileItIsStopped() {
    server.stop();

    try (MongoClient impatient =
        MongoClients.create(server.url() + "?serverSelectionTimeoutMS=200")) {
      assertThatThrownBy(() -> wait(impatient.listDatabaseNames()))
          .hasMessageContaining("Connection refused");
    }
  }

  @Test
  void aStreamShowsEachKindOfChange() throws InterruptedException {
    Disposable stream = watch();

    insert(record("a"));
    wait(records.updateOne(eq("_id", "a"), inc("term", 1L)));
    wait(records.findOneAndUpdate(eq("_id", "a"), inc("term", 1L)));
    wait(records.deleteOne(eq("_id", "a")));

    assertThat(next().getOperationType()).isEqualTo(OperationType.INSERT);
    ChangeStreamDocument<Document> update = next();
    assertThat(update.getOperationType()).isEqualTo(OperationType.UPDATE);
    assertThat(update.getDocumentKey()).containsEntry("_id", new BsonString("a"));
    assertThat(update.getUpdateDescription().getUpdatedFields()).containsKey("term");
    assertThat(next().getOperationType()).isEqualTo(OperationType.UPDATE);
    assertThat(next().getOperationType()).isEqualTo(OperationType.DELETE);
    stream.dispose();
  }

  @Test
  void aStreamGoesOnAfterARestart() throws InterruptedException {
    insert(record("a"));
    Disposable stream = watch();

    server.restart();
    awaitAnswer();
    insert(record("b"));

    assertThat(next().getFullDocument()).containsEntry("_id", "b");
    stream.dispose();
  }

  @Test
  void aStreamEndsWhenItsCollectionIsDropped() {
    insert(record("a"));
    Mono<List<OperationType>> kinds =
        Flux.from(records.watch()).map(ChangeStreamDocument::getOperationType).collectList();

    List<OperationType> seen =
        Mono.zip(
                kinds,
                Mono.delay(Duration.ofMillis(300)).then(Mono.from(records.drop())).thenReturn(1))
            .block(Duration.ofSeconds(10))
            .getT1();

    assertThat(seen).containsExactly(OperationType.DROP, OperationType.INVALIDATE);
  }

  @Test
  void aChangeIsSeenWithinMilliseconds() throws InterruptedException {
    insert(record("a"));
    Disposable stream = watch();
    long[] nanos = new long[51];

    for (int i = 0; i < nanos.length; i++) {
      wait(records.updateOne(eq("_id", "a"), inc("term", 1L)));
      long acknowledged = System.nanoTime();
      next();
      nanos[i] = System.nanoTime() - acknowledged;
    }

    long median = IntStream.range(0, nanos.length).mapToLong(i -> nanos[i]).sorted().toArray()[25];
    assertThat(Duration.ofNanos(median)).isLessThan(Duration.ofMillis(20));
    stream.dispose();
  }

  @Test
  void aRefusedInsertIsNeitherCountedNorShown() throws InterruptedException {
    insert(record("a"));
    Disposable stream = watch();

    assertThatThrownBy(
            () ->
                wait(
                    records.insertMany(
                        List.of(record("a").append("stray", 1), record("b")),
                        new InsertManyOptions().ordered(false))))
        .isInstanceOfSatisfying(
            MongoBulkWriteException.class,
            e -> assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(1));

    assertThat(next().getFullDocument()).containsEntry("_id", "b");
    stream.dispose();
  }

  @Test
  void timestampsRiseWithEveryWrite() {
    insert(record("a"));
    BsonTimestamp last = new BsonTimestamp();

    for (int i = 0; i < 20; i++) {
      wait(records.updateOne(eq("_id", "a"), currentTimestamp("at")));
      BsonTimestamp now = find(eq("_id", "a")).get(0).get("at", BsonTimestamp.class);
      assertThat(now).isGreaterThan(last);
      last = now;
    }
  }

  @Test
  void updatesOnlyWhatMatchesAmongManyIds() {
    List<String> ids = IntStream.range(0, 2_000).mapToObj(i -> "r" + i).toList();
    wait(records.insertMany(ids.stream().map(FakeMongoServerTest::record).toList()));
    wait(records.updateOne(eq("_id", "r7"), set("holder", "other")));
    wait(records.updateOne(eq("_id", "r8"), set("term", 5L)));

    long changed =
        wait(records.updateMany(
                and(in("_id", ids.subList(0, 1_000)), eq("holder", null)),
                combine(inc("term", 1L), set("holder", "me"))))
            .getModifiedCount();

    assertThat(changed).isEqualTo(999);
    assertThat(find(eq("holder", "me"))).hasSize(999);
    assertThat(find(eq("_id", "r8")).get(0)).containsEntry("term", 6L);
  }

  @Test
  void findsByPrefixAndByAlternatives() {
    wait(records.insertMany(List.of(record("a/1"), record("a/2"), record("b"), record("ä/1"))));

    assertThat(find(regex("_id", "^\\Qa/\\E"))).extracting("_id").containsExactly("a/1", "a/2");
    assertThat(find(or(eq("_id", "b"), and(eq("_id", "a/1"), eq("term", 0L)))))
        .extracting("_id")
        .containsExactly("a/1", "b");
  }

  @Test
  void readersNeverSeeHalfAnUpdate() {
    List<String> fields = IntStream.range(0, 200).mapToObj(i -> "f" + i).toList();
    insert(record("a"));
    wait(records.updateOne(eq("_id", "a"), setAll(fields, 0)));
    Mono<Void> writes =
        Flux.range(1, 200)
            .concatMap(i -> records.updateOne(eq("_id", "a"), setAll(fields, i)))
            .then();
    Flux<Document> reads =
        Flux.range(0, 4)
            .flatMap(reader -> Flux.from(records.find(eq("_id", "a")).first()).repeat(100));

    List<Document> torn =
        reads
            .filter(document -> !document.get("f0").equals(document.get("f199")))
            .collectList()
            .zipWith(writes.thenReturn(1))
            .block(Duration.ofSeconds(60))
            .getT1();

    assertThat(torn).isEmpty();
  }

  /** The first command on each connection that broke fails; a retry takes another connection. */
  private void awaitAnswer() {
    Document ping = new Document("ping", 1);
    wait(Mono.from(client.getDatabase("elections").runCommand(ping)).retry(10));
  }

  private Object replicaSetId() {
    Document configuration = run("admin", "replSetGetConfig").get("config", Document.class);
    return configuration.get("settings", Document.class).get("replicaSetId");
  }

  private Document run(String database, String command) {
    return wait(client.getDatabase(database).runCommand(new Document(command, 1)));
  }

  private void insert(Document document) {
    wait(records.insertOne(document));
  }

  private List<Document> find(Bson filter) {
    return wait(Flux.from(records.find(filter).sort(Sorts.ascending("_id"))).collectList());
  }

  /** Opens a stream and returns when it is sure to show what happens next. */
  private Disposable watch() throws InterruptedException {
    Disposable stream =
        Flux.from(records.watch().fullDocument(FullDocument.UPDATE_LOOKUP))
            .subscribe(events::add, failure -> {});
    ServerWait wait = new ServerWait(Duration.ofSeconds(10));
    while (events.poll(50, TimeUnit.MILLISECONDS) == null) {
      assertThat(wait.isOver()).as("the stream is not open").isFalse();
      insert(new Document());
    }
    Document last = new Document("_id", "last before the test");
    insert(last);
    while (!Objects.equals(next().getFullDocument(), last)) {}
    return stream;
  }

  private ChangeStreamDocument<Document> next() throws InterruptedException {
    ChangeStreamDocument<Document> event = events.poll(10, TimeUnit.SECONDS);
    return Objects.requireNonNull(event, "no event within 10 s");
  }

  private static Bson setAll(List<String> fields, int value) {
    return combine(fields.stream().map(field -> set(field, value)).toList());
  }

  private static Document record(String id) {
    return new Document("_id", id).append("term", 0L);
  }

  private static <T> T wait(Publisher<T> publisher) {
    return Mono.from(publisher).block(Duration.ofSeconds(30));
  }
}
