package io.election4j.mongo;

import static io.election4j.spi.StoreException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.reactivestreams.client.MongoClient;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import io.election4j.spi.Amendment;
import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** What becomes of the errors that servers answer with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailureTest {

  private final ScriptedServer server = new ScriptedServer();
  private final MongoLeaseStore store = MongoLeaseStore.fromUrl(server.url());

  @BeforeEach
  void prepare() {
    store.prepare().block(Some.PATIENCE);
  }

  @AfterEach
  void heal() {
    server.heal();
  }

  @AfterAll
  void close() {
    store.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "13, Unauthorized, MISCONFIGURED",
    "18, AuthenticationFailed, MISCONFIGURED",
    "148, ReadConcernMajorityNotEnabled, MISCONFIGURED",
    "10107, NotWritablePrimary, UNAVAILABLE",
    "11600, InterruptedAtShutdown, UNAVAILABLE",
    "50, MaxTimeMSExpired, UNAVAILABLE",
    "112, WriteConflict, UNAVAILABLE",
    "64, WriteConcernFailed, UNAVAILABLE",
    "14031, OutOfDiskSpace, UNAVAILABLE",
    "2, BadValue, UNAVAILABLE"
  })
  void anErrorOfTheServerIsUnknownUnlessAPersonMustAct(
      int code, String name, StoreException.Kind kind) {
    server.fail("update", code, name);

    assertThat(failure(store.renew(Some.lease().id())).kind()).isEqualTo(kind);
    assertThat(failure(store.fence(Some.lease().id(), 3)).kind()).isEqualTo(kind);
    assertThat(failure(store.prepare()).kind()).isEqualTo(kind);
  }

  @Test
  void aReadThatFailsIsUnknownToo() {
    server.fail("find", 2, "BadValue");

    StoreException failure = failure(store.observe(null, List.of(), List.of("x")));
    assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure).hasMessage("MongoDB error 2 BadValue: BadValue is what the server says");
  }

  @Test
  void aWriteThatIsNotDurableIsUnknownNeitherAppliedNorRefused() {
    Lease me = Some.opened(store);
    List<ElectionRecord> three = Some.created(store, 3);
    ElectionRecord seen = three.get(0);
    server.failConcern("update", 64, "WriteConcernFailed");
    server.failConcern("insert", 64, "WriteConcernFailed");
    server.failConcern("findAndModify", 64, "WriteConcernFailed");

    assertThat(failure(store.renew(me.id())).kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure(store.end(Some.lease().id())).kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure(store.open(Some.lease())).kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure(store.fence(Some.lease().id(), 0)).kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure(store.create(List.of(Some.election()))).kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure(store.claim(me, List.of(seen)).collectList()).kind()).isEqualTo(UNAVAILABLE);
    assertThat(failure(store.claim(me, three.subList(1, 3)).collectList()).kind())
        .isEqualTo(UNAVAILABLE);
    server.heal();
    ElectionRecord held =
        Some.answer(store.observe(null, List.of(), List.of(seen.election()))).records().get(0);
    assertThat(held.heldBy(me.id())).as("applied all the same").isTrue();
    server.failConcern("update", 64, "WriteConcernFailed");
    assertThat(failure(store.amend(List.of(new Amendment.Vacate(held))).collectList()).kind())
        .isEqualTo(UNAVAILABLE);
  }

  @Test
  void aLeaseThatIsThereButNotDurableIsNotReportedAsOpen() {
    Lease me = Some.opened(store);
    server.failConcern("update", 64, "WriteConcernFailed");

    assertThat(failure(store.open(me)).kind()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void aMissingPrivilegeIsExplained() {
    server.fail("find", 13, "Unauthorized");

    assertThat(failure(store.prepare()))
        .hasMessageContaining("lacks a privilege in database 'Elector'")
        .hasMessageContaining("MongoLeaseStore.schema()");
  }

  @Test
  void whoMayNotListIndexesCanStillPrepare() {
    server.fail("listIndexes", 13, "Unauthorized");
    store.prepare().block(Some.PATIENCE);
  }

  @Test
  void collectionsThatAnotherProcessCreatesFirstAreFine() {
    server.fail("create", 48, "NamespaceExists");
    try (MongoLeaseStore other = MongoLeaseStore.builder(server.url()).database("raced").build()) {
      other.prepare().block(Some.PATIENCE);
    }
  }

  @ParameterizedTest
  @CsvSource({"40573, Location40573", "123, NotAReplicaSet"})
  void withoutAReplicaSetThereIsNoPushAndNoNoise(int code, String name)
      throws InterruptedException {
    server.fail("aggregate", code, name);
    try (Heard heard = new Heard(store)) {
      assertThat(heard.within(Duration.ofMillis(300))).isNull();
    }
  }

  @Test
  void aServerThatEndsAStreamAtOnceHasNoPush() throws InterruptedException {
    Document ended = new Document("id", 0L).append("ns", "x.y").append("firstBatch", List.of());
    server.answer("aggregate", new Document("cursor", ended).append("ok", 1.0));
    try (Heard heard = new Heard(store)) {
      assertThat(heard.within(Duration.ofMillis(300))).isNull();
    }
  }

  @Test
  void everyFailureToOpenTheStreamIsToldWithItsCause() throws InterruptedException {
    server.fail("aggregate", 13, "Unauthorized");
    try (Heard heard = new Heard(store)) {
      for (int i = 0; i < 3; i++) {
        assertThat(heard.next(Change.Broken.class).cause())
            .hasMessageContaining("the user lacks a privilege");
      }
      server.fail("aggregate", 91, "ShutdownInProgress");
      assertThat(heard.next(Change.Broken.class).cause())
          .hasMessageContaining("MongoDB error 91 ShutdownInProgress");
    }
  }

  @Test
  void aStreamBeginsASecondBeforeTheLastWriteThatTheServerHadApplied() throws InterruptedException {
    Document open = new Document("id", 7L).append("ns", "x.y").append("firstBatch", List.of());
    server.answer(
        "aggregate",
        new Document("cursor", open)
            .append("operationTime", new BsonTimestamp(1000L << 32 | 5))
            .append("ok", 1.0));
    Statements statements = new Statements();
    try (MongoClient client = statements.client(server.url());
        MongoLeaseStore other = MongoLeaseStore.create(client);
        Heard heard = Heard.opened(other)) {
      assertThat(heard).isNotNull();

      assertThat(statements.next("aggregate", 2).getArray("pipeline").get(0).asDocument())
          .isEqualTo(
              BsonDocument.parse(
                  "{$changeStream: {fullDocument: 'updateLookup',"
                      + " startAtOperationTime: {$timestamp: {t: 999, i: 0}}}}"));
    }
  }

  @Test
  void afterAFailureTheIdentityIsAskedAgain() {
    Statements statements = new Statements();
    try (MongoClient client = statements.client(server.url());
        MongoLeaseStore other = MongoLeaseStore.create(client)) {
      Some.answer(other.observe(null, List.of(), List.of()));
      server.fail("update", 2, "BadValue"); // the driver thinks nothing of it
      failure(other.renew(Some.lease().id()));
      server.heal();
      statements.forget();

      Some.answer(other.observe(null, List.of(), List.of()));
      assertThat(statements.names()).contains("ping");
    }
  }

  private static StoreException failure(Mono<?> operation) {
    Throwable failure = catchThrowable(() -> operation.block(Some.PATIENCE));
    assertThat(failure).isInstanceOf(StoreException.class);
    assertThat(failure.getMessage()).doesNotContain("\n");
    return (StoreException) failure;
  }
}
