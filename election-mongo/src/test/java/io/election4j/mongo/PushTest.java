package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.MongoNamespace;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class PushTest {

  private final TestServer server = TestServers.mongo();
  private final Statements statements = new Statements();
  private MongoClient client;
  // Another one for each test: a stream that begins a second ago would meet the last one's drop.
  private final String database = "push_" + System.nanoTime();
  private MongoLeaseStore store;

  @BeforeEach
  void connect() {
    // A stream is given up a second after its server, so that a test need not wait longer.
    client = statements.client(Urls.with(server.url(), "serverSelectionTimeoutMS=1000"));
    store = MongoLeaseStore.create(client, database);
    store.prepare().block(Some.PATIENCE);
    statements.forget();
  }

  @AfterEach
  void close() {
    store.close();
    Mono.from(client.getDatabase(database).drop()).block(Some.PATIENCE);
    client.close();
    server.close();
  }

  @Test
  void manySubscribersShareOneStream() throws InterruptedException {
    try (Heard first = Heard.opened(store);
        Heard second = Heard.opened(store);
        Heard third = Heard.opened(store)) {
      ElectionRecord record = Some.taken(store, Some.lease(), 1).get(0);
      first.written(record);
      second.written(record);
      third.written(record);
    }
    assertThat(statements.commands())
        .filteredOn(command -> command.getFirstKey().equals("aggregate"))
        .as("one to try, one to stay")
        .hasSize(2);
  }

  @Test
  void theStreamIsClosedWithItsLastSubscriberAndOpenedForTheNext() throws InterruptedException {
    Heard.opened(store).close();
    try (Heard heard = Heard.opened(store)) {
      heard.written(Some.taken(store, Some.lease(), 1).get(0));
    }
  }

  @Test
  void aChangeIsHeardWithinMilliseconds() throws InterruptedException {
    List<Long> nanos = new ArrayList<>();
    Lease me = Some.lease();
    List<ElectionRecord> vacant = Some.created(store, 200);
    try (Heard heard = Heard.opened(store)) {
      for (ElectionRecord record : vacant) {
        Mono<ElectionRecord> claim = store.claim(me, List.of(record)).single();
        long start = System.nanoTime();
        heard.written(Some.answer(claim));
        nanos.add(System.nanoTime() - start);
      }
    }
    Collections.sort(nanos);
    System.out.printf(
        "%s: from the start of a claim to its answer and its hint: p50 %.1f ms, p95 %.1f ms%n",
        server.description(), nanos.get(100) / 1e6, nanos.get(190) / 1e6);
    assertThat(nanos.get(100)).as("p50, nanoseconds").isLessThan(100_000_000L);
  }

  @Test
  void everyWriteAcknowledgedAfterOpenedIsHeardHoweverSoonItCame() throws InterruptedException {
    List<ElectionRecord> vacant = Some.created(store, 20);
    Lease me = Some.lease();
    for (ElectionRecord record : vacant) {
      try (Heard heard = new Heard(store)) {
        heard.next(Change.Opened.class);
        heard.written(Some.answer(store.claim(me, List.of(record)).single()));
      }
    }
  }

  @Test
  void aRestartOfTheServerLosesNoLaterChange() throws InterruptedException {
    assumeTrue(server.restartable(), "this server cannot be stopped");
    try (Heard heard = Heard.opened(store)) {
      server.stop();
      assertThat(heard.next(Change.Broken.class).cause()).hasMessageContaining("127.0.0.1");
      server.start();
      heard.next(Change.Opened.class);
      heard.written(takenAfterOutage());
    }
  }

  @Test
  void whoComesWhileTheStreamIsBrokenIsToldWhenItIsBack() throws InterruptedException {
    assumeTrue(server.restartable(), "this server cannot be stopped");
    try (Heard first = Heard.opened(store)) {
      server.stop();
      first.next(Change.Broken.class);
      try (Heard second = new Heard(store)) {
        server.start();
        second.next(Change.Opened.class);
        second.written(takenAfterOutage());
      }
    }
  }

  @Test
  void aDroppedCollectionBreaksTheStreamAndANewOneIsHeard() throws InterruptedException {
    heardAgainAfter(Mono.from(collection().drop()));
  }

  @Test
  void afterADroppedDatabaseANewOneIsHeard() throws InterruptedException {
    heardAgainAfter(Mono.from(client.getDatabase(database).drop()));
  }

  @Test
  void afterARenamedCollectionANewOneIsHeard() throws InterruptedException {
    heardAgainAfter(
        Mono.from(collection().renameCollection(new MongoNamespace(database, "put_aside"))));
    Mono.from(client.getDatabase(database).getCollection("put_aside").drop()).block(Some.PATIENCE);
  }

  /** What ends one stream ends no other: once it is open again, it is not told of that again. */
  private void heardAgainAfter(Mono<Void> loss) throws InterruptedException {
    try (Heard heard = Heard.opened(store)) {
      Some.taken(store, Some.lease(), 1);
      loss.block(Some.PATIENCE);
      assertThat(heard.next(Change.Broken.class).cause())
          .hasMessage("collection 'election_record' was dropped or renamed");
      assertThat(heard.within(Some.PATIENCE)).isInstanceOf(Change.Opened.class);

      store.prepare().block(Some.PATIENCE);
      ElectionRecord record = Some.taken(store, Some.lease(), 1).get(0);
      Change first = heard.within(Some.PATIENCE);
      assertThat(first).isInstanceOf(Change.Written.class);
      heard.written(record);
    }
  }

  private MongoCollection<BsonDocument> collection() {
    return client.getDatabase(database).getCollection("election_record", BsonDocument.class);
  }

  @Test
  void foreignAndDeletedDocumentsDoNotDisturbTheStream() throws InterruptedException {
    try (Heard heard = Heard.opened(store);
        MongoClient other = MongoClients.create(server.url())) {
      var records = other.getDatabase(database).getCollection("election_record");
      Mono.from(records.insertOne(org.bson.Document.parse("{_id: 'foreign', term: 'x'}")))
          .block(Some.PATIENCE);
      Mono.from(records.deleteOne(org.bson.Document.parse("{_id: 'foreign'}")))
          .block(Some.PATIENCE);
      heard.written(Some.taken(store, Some.lease(), 1).get(0));
    }
  }

  @Test
  void whatAGuardWritesIsToldNobodyAndWhatPeopleWriteIs() throws InterruptedException {
    List<ElectionRecord> records = Some.taken(store, Some.lease(), 2);
    ElectionRecord guarded = records.get(0);
    ElectionRecord other = records.get(1);
    try (Heard heard = Heard.opened(store)) {
      while (heard.within(Duration.ofSeconds(1)) != null) {} // of before it was opened
      for (int i = 0; i < 3; i++) {
        update(guarded, Updates.guard());
      }
      update(other, BsonDocument.parse("{$set: {value: 'by hand'}}"));

      assertThat(heard.next(Change.Written.class).record())
          .as("the first change heard")
          .returns(other.election(), ElectionRecord::election)
          .returns("by hand", ElectionRecord::value);
    }
  }

  private void update(ElectionRecord record, BsonDocument update) {
    var records = client.getDatabase(database).getCollection("election_record", BsonDocument.class);
    assertThat(
            Some.answer(Mono.from(records.updateOne(Filters.election(record.election()), update)))
                .getModifiedCount())
        .isEqualTo(1);
  }

  private ElectionRecord takenAfterOutage() {
    return Mono.defer(() -> Mono.just(Some.taken(store, Some.lease(), 1).get(0)))
        .retry(20)
        .block(Some.PATIENCE);
  }
}
