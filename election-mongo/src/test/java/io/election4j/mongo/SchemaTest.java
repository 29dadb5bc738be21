package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.StoreException;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaTest {

  private final TestServer server = TestServers.mongo();
  private final MongoClient client = MongoClients.create(server.url());
  private MongoDatabase database = client.getDatabase("schema" + UUID.randomUUID());

  @AfterEach
  void nextDatabase() {
    run(database.drop());
    database = client.getDatabase("schema" + UUID.randomUUID());
  }

  @AfterAll
  void close() {
    client.close();
    server.close();
  }

  @Test
  void twoCollectionsAndOneIndexAreCreated() {
    prepare(store().build());

    assertThat(names()).containsExactlyInAnyOrder("election_lease", "election_record");
    assertThat(all(database.getCollection("election_record").listIndexes()))
        .extracting(index -> index.get("key", Document.class).keySet().iterator().next())
        .containsExactlyInAnyOrder("_id", "changed");
  }

  @Test
  void aStoreThatNeverCreatesNamesTheCollectionThatIsMissing() {
    assertThatThrownBy(() -> prepare(store().neverCreate().build()))
        .isInstanceOf(StoreException.class)
        .hasFieldOrPropertyWithValue("kind", StoreException.Kind.MISCONFIGURED)
        .hasMessageContaining("database '" + database.getName() + "'")
        .hasMessageContaining("collection 'election_lease'");
    assertThat(names()).as("nothing was changed").isEmpty();
  }

  @Test
  void aStoreThatNeverCreatesNamesTheIndexThatIsMissing() {
    run(database.createCollection("election_lease"));
    run(database.createCollection("election_record"));

    assertThatThrownBy(() -> prepare(store().neverCreate().build()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("index on 'changed'");
    assertThat(all(database.getCollection("election_record").listIndexes())).hasSize(1);
  }

  @Test
  void aStoreThatNeverCreatesIsContentWithWhatIsThere() {
    prepare(store().build());
    prepare(store().neverCreate().build());
  }

  @Test
  void preparingWritesNoDocument() {
    prepare(store().build());
    for (String name : names()) {
      assertThat(all(database.getCollection(name).find())).isEmpty();
    }
  }

  @Test
  void theDatabaseIsTheOneNamedElseTheOneOfTheUrlElseElector() {
    String address = server.url().replaceAll("/[^/]*$", "");
    String name = database.getName();
    prepare(MongoLeaseStore.fromUrl(address + "/" + name));
    assertThat(names()).hasSize(2);
    nextDatabase();

    prepare(MongoLeaseStore.builder(address + "/" + name).database(database.getName()).build());
    assertThat(names()).hasSize(2);

    prepare(MongoLeaseStore.fromUrl(address));
    assertThat(all(client.listDatabaseNames())).contains("Elector");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s\n", " %s", "\t%s \r\n", "\n%s?appName=x\n"})
  void whatIsAroundAUrlInAFileIsNoPartOfIt(String line) {
    String address = server.url().replaceAll("/[^/]*$", "");
    prepare(MongoLeaseStore.fromUrl(line.formatted(address + "/" + database.getName())));
    assertThat(names()).hasSize(2);
  }

  @Test
  void whatIsAroundTheNameOfADatabaseInAFileIsNoPartOfIt() {
    prepare(MongoLeaseStore.builder(client).database(" " + database.getName() + "\r\n").build());
    assertThat(names()).hasSize(2);
  }

  @Test
  void theSchemaForPeopleNamesAllThatIsCreatedAndTheLeastRole() {
    assertThat(MongoLeaseStore.schema())
        .contains("db.createCollection(\"election_lease\")")
        .contains("db.createCollection(\"election_record\")")
        .contains("createIndex({ changed: 1 })")
        .contains("actions: [\"find\", \"insert\", \"update\", \"remove\"]")
        .contains("actions: [\"find\", \"insert\", \"update\", \"changeStream\"]")
        .contains(
            "term:", "revision:", "holder:", "ttl:", "leader:", "value:", "claim:", "request:");
  }

  private MongoLeaseStoreBuilder store() {
    return MongoLeaseStore.builder(client).database(database.getName());
  }

  private static void prepare(MongoLeaseStore store) {
    try (store) {
      store.prepare().block(Some.PATIENCE);
    }
  }

  private List<String> names() {
    return all(database.listCollectionNames());
  }

  private static void run(Publisher<?> statement) {
    Mono.from(statement).block(Some.PATIENCE);
  }

  private static <T> List<T> all(Publisher<T> rows) {
    return Some.answers(Flux.from(rows));
  }
}
