package io.election4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.election4j.spi.LeaseStore;
import io.election4j.testkit.RandomClient.Stage;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * L21: what holds for one caller holds for many at once. Clients on store objects of their own make
 * random calls on the same few leases and records; a search looks for an order that explains all
 * answers.
 */
abstract class ContentionRules extends Rules {

  /** Of so many calls one may fail: a server that is busy with other things may be too slow. */
  private static final int FEW = 8;

  private static final int CLIENTS = 6;
  private static final int CALLS = 12;
  private static final int ROUNDS = 25;
  private static final long ENOUGH_NANOS = Duration.ofSeconds(6).toNanos();

  @Test
  final void L21_answersOfManyClientsAtOnceHaveAnOrder() {
    assertOrdered(0);
  }

  @Test
  final void L21_answersHaveAnOrderWhileSomeAreLost() {
    assertOrdered(12);
  }

  private void assertOrdered(int lost) {
    assumeTrue(
        walked().isEmpty(),
        "one caller alone is answered wrongly: the rule that forbids it fails as well, repair that first");
    List<LeaseStore> stores =
        Stream.concat(
                Stream.of(store().reactive(), other().reactive()),
                Stream.generate(this::openStore).limit(CLIENTS - 2))
            .toList();
    long seed = Long.getLong(LeaseStoreContract.SEED, 0) * ROUNDS * 100;
    long start = System.nanoTime();
    for (int round = 0; round < ROUNDS && System.nanoTime() - start < ENOUGH_NANOS; round++) {
      assertRound(stores, seed + round * 100L, lost);
    }
  }

  private void assertRound(List<LeaseStore> stores, long seed, int lost) {
    Stage stage = Stage.fresh();
    List<RandomClient> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(
                i ->
                    new RandomClient("client " + i, stores.get(i), stage).seeded(seed + i).greedy())
            .toList();
    Mono<Void> all =
        Flux.fromIterable(clients)
            .flatMap(
                client -> client.calls(CALLS, lost).subscribeOn(Schedulers.boundedElastic()),
                CLIENTS)
            .then();

    Bounded.completed(all, CLIENTS + " clients with " + CALLS + " calls each", patience());
    clients.forEach(RandomClient::finish);

    assertThat(stage.histories().unexplained())
        .as(
            "check that every condition and its write are one statement, that what is answered was"
                + " read in that statement or found by a mark that only it made, that nothing is"
                + " sent twice, that what changes nothing is acknowledged only once what made it so"
                + " is seen, and that nothing is refused because of what is over")
        .isEmpty();
    assertThat(clients.stream().mapToInt(RandomClient::failures).sum())
        .as(
            "check that a lost race is a refusal, not an error: calls that failed of %s",
            stage.histories().size())
        .isLessThanOrEqualTo(stage.histories().size() / FEW);
  }
}
