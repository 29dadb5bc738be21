package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * What is acknowledged while a rival's write is known to the primary, and for a while not to a
 * majority.
 */
class AcknowledgedTest {

  private static final Duration LAG = Duration.ofMillis(300);

  private final TestServer server = TestServers.fakeMongo(LAG);
  private final MongoClient client = MongoClients.create(server.url());
  private final MongoLeaseStore store = MongoLeaseStore.create(client);
  private final Lease lease = Some.lease();

  @BeforeEach
  void prepare() {
    store.prepare().block(Some.PATIENCE);
  }

  @AfterEach
  void close() {
    store.close();
    client.close();
    server.close();
  }

  @Test
  void anEndOfALeaseThatARivalEndsIsAcknowledgedWhenItIsSeen() {
    Some.answer(store.open(lease));
    start(store.fence(lease.id(), 1));
    await(Database.LEASES, lease.id().toString(), "ENDED");

    store.end(lease.id()).block(Some.PATIENCE);

    assertThat(leases()).allMatch(found -> !found.live()).hasSize(1);
  }

  @Test
  void anOpeningSentAgainIsAcknowledgedWhenTheFirstOneIsSeen() {
    start(store.open(lease));
    await(Database.LEASES, lease.id().toString(), "LIVE");

    assertThat(Some.answer(store.open(lease))).isTrue();

    assertThat(leases()).allMatch(Lease::live).hasSize(1);
  }

  @Test
  void aCreationThatComesSecondIsAcknowledgedWhenTheFirstOneIsSeen() {
    start(store.create(List.of("first")));
    await(Database.RECORDS, "first", "");

    store.create(List.of("first")).block(Some.PATIENCE);

    assertThat(records("first")).containsExactly(ElectionRecord.created("first"));
  }

  @Test
  void aRefusalIsNotWaitedForAndAReadAfterItMayStillShowWhatWasThere() {
    ElectionRecord vacant = Some.created(store, 1).get(0);
    start(store.claim(lease, List.of(vacant)));
    await(Database.RECORDS, vacant.election(), lease.id().toString());

    assertThat(Some.answers(store.claim(Some.lease(), List.of(vacant)))).isEmpty();

    assertThat(records(vacant.election()).get(0).holder()).isIn(null, lease.id());
  }

  private static void start(Publisher<?> call) {
    Mono.from(call).subscribe();
  }

  /** Waits until the primary has stored a document that names this. */
  private void await(String collection, String id, String content) {
    Mono.from(
            client
                .getDatabase(MongoLeaseStore.DEFAULT_DATABASE)
                .getCollection(collection, BsonDocument.class)
                .find(new BsonDocument(RecordCodec.ID, new BsonString(id))))
        .filter(document -> document.toJson().contains(content))
        .repeatWhenEmpty(Integer.MAX_VALUE, again -> again)
        .block(Some.PATIENCE);
  }

  private List<Lease> leases() {
    List<LeaseId> watched = List.of(lease.id());
    return Some.answer(store.observe(null, watched, List.of())).leases();
  }

  private List<ElectionRecord> records(String... names) {
    return Some.answer(store.observe(null, List.of(), List.of(names))).records();
  }
}
