package io.election4j.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.election4j.Candidate;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.Marker;
import io.election4j.spi.Observation;
import io.election4j.spi.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Servers that go and come back. */
class RestartTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static TestServer server;

  private final MySqlLeaseStore store = MySqlLeaseStore.fromUrl(server.url());
  private final Lease me =
      Lease.opening(LeaseId.random(), Duration.ofSeconds(15), Candidate.named("me"));

  @BeforeAll
  static void start() {
    server = TestServers.mysql();
    assumeThat(server.restartable()).isTrue();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void allConnectionsRecoverFromARestart() {
    store.prepare().block(PATIENCE);
    store.open(me).block(PATIENCE);
    Observation before = observe();

    for (int i = 0; i < 3; i++) {
      server.restart();

      assertThat(store.renew(me.id()).retry(1).block(PATIENCE)).isTrue();
      assertThat(observe().identity()).isEqualTo(before.identity());
      store.create(List.of("election " + i)).retry(1).block(PATIENCE);
    }
    assertThat(store.lent()).isZero();
  }

  @Test
  void aRenewalOnAConnectionThatDiedUnnoticedIsDoneOnAnotherOne() {
    store.prepare().block(PATIENCE);
    store.open(me).block(PATIENCE);

    for (int i = 0; i < 3; i++) {
      assertThat(store.renew(me.id()).block(PATIENCE)).isTrue();
      server.restart();
    }

    assertThat(store.renew(me.id()).block(PATIENCE)).isTrue();
    assertThat(store.lent()).isZero();
  }

  @Test
  void aReadOnAConnectionThatDiedUnnoticedIsDoneOnAnotherOne() {
    store.prepare().block(PATIENCE);
    store.open(me).block(PATIENCE);

    for (int i = 0; i < 3; i++) {
      assertThat(read().leases()).hasSize(1);
      server.restart();
    }

    assertThat(read().leases()).hasSize(1);
    assertThat(store.leases().collectList().block(PATIENCE)).hasSize(1);
    assertThat(store.lent()).isZero();
  }

  @Test
  void whileTheServerIsAwayEveryCallFailsSoonAndAfterwardsEveryCallWorks() {
    store.prepare().block(PATIENCE);
    store.open(me).block(PATIENCE);
    server.stop();
    List<Throwable> faults = new ArrayList<>();

    for (int i = 0; i < 20; i++) {
      store.renew(me.id()).onErrorComplete(e -> faults.add(e)).block(Duration.ofSeconds(5));
      store
          .observe(Marker.START, List.of(), List.of())
          .onErrorComplete(e -> faults.add(e))
          .block(Duration.ofSeconds(5));
    }

    assertThat(faults)
        .hasSize(40)
        .allSatisfy(
            fault ->
                assertThat(((StoreException) fault).kind())
                    .isEqualTo(StoreException.Kind.UNAVAILABLE));
    server.start();
    assertThat(store.renew(me.id()).block(PATIENCE)).isTrue();
    assertThat(observe().leases()).hasSize(1);
    assertThat(store.lent()).isZero();
  }

  private Observation observe() {
    return observing().retry(1).block(PATIENCE);
  }

  private Observation read() {
    return observing().block(PATIENCE);
  }

  private Mono<Observation> observing() {
    return store.observe(Marker.START, List.of(me.id()), List.of());
  }
}
