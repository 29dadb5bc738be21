package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.Amendment;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import io.election4j.spi.StoreException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A claim whose record its own claimant leaves before the claim is answered. */
class ClaimedAndLeftTest {

  private static final int ROUNDS = 40;

  private static TestServer server;

  private final MongoLeaseStore store = MongoLeaseStore.fromUrl(server.url());
  private final MongoLeaseStore again = MongoLeaseStore.fromUrl(server.url());

  @BeforeAll
  static void start() {
    server = TestServers.mongo();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void close() {
    store.close();
    again.close();
  }

  @Test
  void aRecordLeftAgainIsNotReportedAsWon() {
    store.prepare().block(Some.PATIENCE);
    Lease me = Some.opened(store);
    for (int round = 0; round < ROUNDS; round++) {
      ElectionRecord vacant = Some.created(store, 1).get(0);
      Mono<List<ElectionRecord>> claim =
          store
              .claim(me, List.of(vacant))
              .onErrorResume(this::unknown, e -> Flux.empty())
              .collectList();

      List<ElectionRecord> won =
          Some.answer(Mono.zip(claim, leave(me, vacant), (taken, left) -> taken));

      assertThat(won).as("round %s", round).allMatch(record -> record.heldBy(me.id()));
    }
  }

  private boolean unknown(Throwable failure) {
    return failure instanceof StoreException e && e.kind() == StoreException.Kind.UNAVAILABLE;
  }

  /** Vacates the record as the claim makes it, as soon as it is so. */
  private Mono<ElectionRecord> leave(Lease me, ElectionRecord vacant) {
    ElectionRecord held =
        new ElectionRecord(
            vacant.election(), 1, 1, me.id(), me.ttl(), me.candidate(), vacant.value());
    return Flux.defer(() -> again.amend(List.of(new Amendment.Vacate(held)))).repeat().next();
  }
}
