package io.election4j.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import io.election4j.spi.ElectionRecord;
import io.election4j.spi.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Figures, with bounds that only a mistake in kind exceeds. */
class SpeedTest {

  private static final int RENEWALS = 500;

  @Test
  void aRenewalCostsLittleMoreThanItsUpdateAndTenThousandElectionsAreSoonTaken() {
    try (TestServer server = TestServers.mongo();
        MongoClient client = MongoClients.create(server.url());
        MongoLeaseStore store = MongoLeaseStore.create(client, "speed")) {
      store.prepare().block(Some.PATIENCE);
      renewals(server, client, store);
      claims(server, store);
    }
  }

  private static void renewals(TestServer server, MongoClient client, MongoLeaseStore store) {
    Lease me = Some.opened(store);
    MongoCollection<BsonDocument> leases =
        client
            .getDatabase("speed")
            .getCollection(Database.LEASES, BsonDocument.class)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    Mono<?> raw = Mono.from(leases.updateOne(Filters.live(me.id()), Updates.renew()));
    median(raw);
    median(store.renew(me.id()));

    double rawMillis = median(raw);
    double renewMillis = median(store.renew(me.id()));
    System.out.printf(
        "%s: a renewal takes %.2f ms, the same update without the store %.2f ms (medians of %d)%n",
        server.description(), renewMillis, rawMillis, RENEWALS);
    assertThat(renewMillis).isLessThan(10 * rawMillis + 5);
  }

  private static void claims(TestServer server, MongoLeaseStore store) {
    Lease me = Some.opened(store);
    Lease next = Some.opened(store);
    List<ElectionRecord> vacant = Some.created(store, 10_000);

    long start = System.nanoTime();
    List<ElectionRecord> mine = Some.answers(store.claim(me, vacant));
    long claimed = System.nanoTime();
    List<ElectionRecord> theirs = Some.answers(store.claim(next, mine));
    long taken = System.nanoTime();
    List<ElectionRecord> left = Some.answers(store.amend(Some.vacating(theirs)));
    long vacated = System.nanoTime();

    System.out.printf(
        "%s: 10,000 elections claimed in %.0f ms, taken over in %.0f ms, vacated in %.0f ms%n",
        server.description(),
        millis(claimed - start),
        millis(taken - claimed),
        millis(vacated - taken));
    assertThat(left).hasSize(10_000);
    assertThat(Duration.ofNanos(claimed - start)).isLessThan(Duration.ofSeconds(20));
  }

  private static double median(Mono<?> operation) {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < RENEWALS; i++) {
      long start = System.nanoTime();
      operation.block(Some.PATIENCE);
      nanos.add(System.nanoTime() - start);
    }
    Collections.sort(nanos);
    return millis(nanos.get(RENEWALS / 2));
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
