package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseStore;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

class RecoveryTest {

  private final TestServer server = TestServers.mongo();
  private final Statements statements = new Statements();
  private MongoClient client;
  private MongoLeaseStore store;

  @BeforeEach
  void connect() {
    client = statements.client(server.url());
    store = MongoLeaseStore.create(client, "recovery");
    store.prepare().block(Some.PATIENCE);
  }

  @AfterEach
  void close() {
    store.close();
    client.close();
    server.close();
  }

  @Test
  void withoutAServerEveryOperationIsUnknownAndWithItBackAllGoesOn() {
    assumeTrue(server.restartable(), "this server cannot be stopped");
    try (MongoLeaseStore hasty =
        MongoLeaseStore.fromUrl(Urls.with(server.url(), "serverSelectionTimeoutMS=1000"))) {
      hasty.prepare().block(Some.PATIENCE);
      Lease me = Some.opened(hasty);
      List<ElectionRecord> mine = Some.taken(hasty, me, 3);

      server.stop();
      for (Mono<?> operation : operations(hasty, me, mine)) {
        assertThatThrownBy(() -> operation.block(Some.PATIENCE))
            .isInstanceOf(StoreException.class)
            .hasFieldOrPropertyWithValue("kind", StoreException.Kind.UNAVAILABLE);
      }
      server.start();

      assertThat(patiently(hasty.renew(me.id()))).isTrue();
      assertThat(patiently(hasty.amend(Some.vacating(mine)).collectList())).hasSize(3);
    }
  }

  private static List<Mono<?>> operations(LeaseStore store, Lease me, List<ElectionRecord> mine) {
    return List.of(
        store.renew(me.id()),
        store.claim(me, mine).collectList(),
        store.amend(Some.vacating(mine)).collectList(),
        store.observe(null, List.of(me.id()), List.of()));
  }

  @Test
  void theIdentityOutlivesARestartAndIsAskedAgain() {
    assumeTrue(server.restartable(), "this server cannot be stopped");
    String before = observed().identity();
    statements.forget();
    observed();
    assertThat(statements.names()).as("what is known is not asked").isEmpty();

    server.stop();
    assertThatThrownBy(() -> store.renew(Some.lease().id()).block(Some.PATIENCE))
        .isInstanceOf(StoreException.class);
    server.start();

    assertThat(patiently(Mono.defer(() -> store.observe(null, List.of(), List.of()))).identity())
        .isEqualTo(before);
    assertThat(statements.names()).contains("replSetGetConfig");
  }

  @Test
  void anotherServerAtTheSameAddressHasAnotherIdentity() {
    try (TestServer otherServer = TestServers.fakeMongo();
        MongoLeaseStore other = MongoLeaseStore.fromUrl(otherServer.url())) {
      other.prepare().block(Some.PATIENCE);
      assertThat(Some.answer(other.observe(null, List.of(), List.of())).identity())
          .isNotEqualTo(observed().identity());
    }
  }

  @Test
  void aStormOfCancelledCallsLeavesTheClientUsable() {
    try (MongoLeaseStore patient = MongoLeaseStore.fromUrl(server.url())) {
      patient.prepare().block(Some.PATIENCE);
      Lease me = Some.opened(patient);
      List<ElectionRecord> mine = Some.taken(patient, me, 50);
      for (int i = 0; i < 300; i++) {
        operations(patient, me, mine).forEach(operation -> operation.subscribe().dispose());
      }

      assertThat(Some.answer(patient.renew(me.id()))).isTrue();
      assertThat(Some.taken(patient, Some.lease(), 1)).hasSize(1);
    }
  }

  @Test
  void aCancelledCallIsNotTakenBack() {
    Lease me = Some.opened(store);
    statements.forget();
    store.renew(me.id()).subscribe().dispose();

    Some.eventually(
        () ->
            Some.answer(store.observe(null, List.of(me.id()), List.of())).leases().get(0).version()
                == 2,
        "the renewal is applied all the same");
  }

  @Test
  void aClientHandedInStaysOpenAndOneOfItsOwnIsClosed() {
    store.close();
    store.close();
    assertThat(Flux.from(client.listDatabaseNames()).collectList().block(Some.PATIENCE))
        .contains("recovery");

    MongoLeaseStore own = MongoLeaseStore.fromUrl(server.url());
    own.prepare().block(Some.PATIENCE);
    own.close();
    assertThatThrownBy(() -> own.renew(Some.lease().id()).block(Some.PATIENCE))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void aClientWithATimeOutOfItsOwnDoesNotEndTheStream() throws InterruptedException {
    try (MongoClient hasty = MongoClients.create(Urls.with(server.url(), "timeoutMS=700"));
        MongoLeaseStore other = MongoLeaseStore.create(hasty, "recovery");
        Heard heard = Heard.opened(other)) {
      assertThat(heard.within(Duration.ofMillis(1500))).as("neither broken nor anything").isNull();
      heard.written(Some.taken(store, Some.lease(), 1).get(0));
    }
  }

  private Observation observed() {
    return Some.answer(store.observe(null, List.of(), List.of()));
  }

  private static <T> T patiently(Mono<T> operation) {
    return Some.answer(operation.retryWhen(Retry.fixedDelay(40, Duration.ofMillis(250))));
  }
}
