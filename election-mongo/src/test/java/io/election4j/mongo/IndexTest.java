package io.election4j.mongo;

import static io.election4j.spi.StoreException.Kind.MISCONFIGURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import de.bwaldvogel.mongo.bson.Document;
import io.election4j.spi.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The index that polls rely on, and those that would be in the way. */
class IndexTest {

  private static final String WARNING =
      "Database 'indexed' has no index on 'changed' that polls can use: each reads all records";

  private final ScriptedServer server = new ScriptedServer();
  private final MongoClient client = MongoClients.create(server.url());
  private final MongoDatabase database = client.getDatabase("indexed");

  @BeforeEach
  void create() {
    prepare(store());
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{changed: 1} | {partialFilterExpression: {term: 1}}", "{changed: 'hashed'} | {}"})
  void anIndexThatNoPollCanUseIsAsGoodAsNone(String key, String options) {
    anewWith(key, BsonDocument.parse(options));

    assertMissing();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{changed: 1}", "{changed: -1}", "{changed: 1, term: 1}"})
  void anyIndexThatPollsCanUseWillDo(String key) {
    anewWith(key, new BsonDocument());

    prepare(store().neverCreate());
  }

  @Test
  void aHiddenIndexIsAsGoodAsNone() {
    server.answer("listIndexes", indexes("{key: {changed: 1}, name: 'c', hidden: true}"));

    assertMissing();
  }

  @Test
  void besideAnIndexThatNoPollCanUseOneIsCreated() {
    anewWith("{changed: 'hashed'}", new BsonDocument());

    prepare(store());

    assertThat(keys()).contains("{\"changed\": 1}");
  }

  @Test
  void whoMayNotListIndexesIsToldAllTheSameThatItIsMissing() {
    server.fail("listIndexes", 13, "Unauthorized");
    server.answer("explain", plan("{stage: 'SORT', inputStage: {stage: 'COLLSCAN'}}"));
    assertMissing();

    server.answer(
        "explain",
        plan("{shards: [{winningPlan: {stage: 'FETCH', inputStage: {stage: 'IXSCAN'}}}]}"));
    prepare(store().neverCreate());

    server.fail("explain", 59, "CommandNotFound");
    prepare(store().neverCreate());
  }

  @Test
  void whoMayNotCreateItIsWarnedOnce() {
    server.fail("listIndexes", 13, "Unauthorized");
    server.fail("createIndexes", 13, "Unauthorized");
    server.answer("explain", plan("{stage: 'COLLSCAN'}"));
    try (MongoLeaseStore store = store().build()) {
      assertThat(said(() -> store.prepare().block(Some.PATIENCE))).containsOnlyOnce(WARNING);
      assertThat(
              said(
                  () -> {
                    store.prepare().block(Some.PATIENCE);
                    Some.created(store, 1);
                  }))
          .doesNotContain(WARNING);
    }
  }

  @Test
  void aStoreThatNeverCreatesWarnsOfAnIndexThatHasGoneWithItsCollection() {
    try (MongoLeaseStore store = store().neverCreate().build()) {
      assertThat(
              said(
                  () -> {
                    store.prepare().block(Some.PATIENCE);
                    Some.created(store, 1);
                  }))
          .doesNotContain(WARNING);
      run(database.getCollection(Database.RECORDS).drop());

      assertThat(said(() -> Some.created(store, 1))).containsOnlyOnce(WARNING);
      assertThat(said(() -> Some.created(store, 1))).doesNotContain(WARNING);
    }
    assertThat(keys()).as("nothing was created").containsExactly("{\"_id\": 1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {Database.RECORDS, Database.LEASES})
  void aUniqueIndexOfOthersIsRefusedByItsName(String collection) {
    run(
        database
            .getCollection(collection)
            .createIndex(
                BsonDocument.parse("{holder: 1}"), new IndexOptions().unique(true).name("mine")));

    for (MongoLeaseStoreBuilder store : List.of(store(), store().neverCreate())) {
      assertThatThrownBy(() -> prepare(store))
          .isInstanceOf(StoreException.class)
          .hasFieldOrPropertyWithValue("kind", MISCONFIGURED)
          .hasMessage(
              "database 'indexed' has a unique index 'mine' on '"
                  + collection
                  + "', which would refuse what has to be written: drop it");
    }
  }

  @Test
  void aCollectionWithACollationIsRefused() {
    server.answer(
        "listIndexes",
        indexes(
            "{key: {_id: 1}, name: '_id_', collation: {locale: 'en', strength: 2}}",
            "{key: {changed: 1}, name: 'changed_1'}"));

    assertThatThrownBy(() -> prepare(store()))
        .isInstanceOf(StoreException.class)
        .hasFieldOrPropertyWithValue("kind", MISCONFIGURED)
        .hasMessage(
            "collection 'election_lease' of database 'indexed' has a collation, by which different"
                + " names are the same: create it without");
  }

  private MongoLeaseStoreBuilder store() {
    return MongoLeaseStore.builder(client).database("indexed");
  }

  private static void prepare(MongoLeaseStoreBuilder builder) {
    try (MongoLeaseStore store = builder.build()) {
      store.prepare().block(Some.PATIENCE);
    }
  }

  private void assertMissing() {
    assertThatThrownBy(() -> prepare(store().neverCreate()))
        .isInstanceOf(StoreException.class)
        .hasFieldOrPropertyWithValue("kind", MISCONFIGURED)
        .hasMessage(
            "database 'indexed' has no index on 'changed', and this store is set to create"
                + " nothing");
  }

  /** Makes the collection of records anew, with this index alone. */
  private void anewWith(String key, BsonDocument options) {
    run(database.getCollection(Database.RECORDS).drop());
    run(database.createCollection(Database.RECORDS));
    IndexOptions index = new IndexOptions();
    if (options.isDocument("partialFilterExpression")) {
      index.partialFilterExpression(options.getDocument("partialFilterExpression"));
    }
    run(database.getCollection(Database.RECORDS).createIndex(BsonDocument.parse(key), index));
  }

  private List<String> keys() {
    return Flux.from(database.getCollection(Database.RECORDS).listIndexes(BsonDocument.class))
        .map(index -> index.getDocument("key").toJson())
        .collectList()
        .block(Some.PATIENCE);
  }

  private static Document indexes(String... indexes) {
    List<Document> batch = Arrays.stream(indexes).map(IndexTest::document).toList();
    return new Document(
            "cursor", new Document("id", 0L).append("ns", "indexed.x").append("firstBatch", batch))
        .append("ok", 1.0);
  }

  private static Document plan(String winning) {
    return new Document("queryPlanner", new Document("winningPlan", document(winning)))
        .append("ok", 1.0);
  }

  private static Document document(String json) {
    return converted(BsonDocument.parse(json));
  }

  private static Document converted(BsonDocument source) {
    Document target = new Document();
    source.forEach((name, value) -> target.append(name, converted(value)));
    return target;
  }

  private static Object converted(BsonValue value) {
    if (value.isDocument()) {
      return converted(value.asDocument());
    } else if (value.isArray()) {
      return value.asArray().stream().map(IndexTest::converted).toList();
    } else if (value.isBoolean()) {
      return value.asBoolean().getValue();
    }
    return value.isString() ? value.asString().getValue() : value.asNumber().intValue();
  }

  /** Returns what the log says meanwhile. */
  private static String said(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private static void run(Publisher<?> statement) {
    Mono.from(statement).block(Some.PATIENCE);
  }
}
