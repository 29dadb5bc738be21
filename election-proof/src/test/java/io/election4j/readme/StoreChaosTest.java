package io.election4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Election;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.spi.InMemoryLeaseStore;
import io.election4j.spi.LeaseStore;
import io.election4j.testkit.RelayedStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Chaos for a store of one's own: copy it, and create your store. The candidates of one election
 * each have a network that gets bad at random; no two may lead, and one must once all is well.
 */
class StoreChaosTest {
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final int EPISODES = Integer.getInteger("chaos.episodes", 2);
  private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
  private final InMemoryLeaseStore data = InMemoryLeaseStore.create();

  /** Yours: another store object over the same data each time. */
  LeaseStore createStore() {
    return data.connect();
  }

  private static final class Network extends RelayedStore {
    /** 0 if it is good; else 1 of 3 ways to be bad. */
    private volatile int state;

    Network(LeaseStore store) {
      super(store);
    }

    @Override
    protected <T> Flux<T> relay(Call call, Flux<T> answer) {
      return Flux.defer(
          () ->
              switch (state) {
                case 1 -> Flux.never();
                case 2 -> answer.thenMany(Flux.never());
                case 3 -> answer.delaySubscription(LEASE.dividedBy(2));
                default -> answer;
              });
    }
  }

  @Test
  void noTwoLeadWhateverBecomesOfTheirCallsAndOneDoesOnceAllIsWell() {
    Random random = new Random(SEED);
    List<Network> networks = Stream.generate(() -> new Network(createStore())).limit(3).toList();
    List<Elections> processes =
        networks.stream().map(one -> Elections.builder(one).lease(LEASE).build()).toList();
    String name = "chaos/" + UUID.randomUUID();
    List<Election> candidates = processes.stream().map(one -> one.join(name)).toList();
    try {
      processes.forEach(one -> one.prepared().block());
      for (int episode = 0; episode < EPISODES; episode++) {
        networks.forEach(one -> one.state = random.nextInt(4));
        watch(candidates, LEASE.multipliedBy(2));
        // Beside this, restart your server here now and then.
        networks.forEach(one -> one.state = 0);
        assertThat(watch(candidates, LEASE.multipliedBy(5)))
            .as("somebody leads in the end, episode %s of seed %s", episode, SEED)
            .isTrue();
      }
    } finally {
      processes.forEach(Elections::close);
    }
  }

  /** Looks for two leaders all the time; returns whether there is one at the end. */
  private static boolean watch(List<Election> candidates, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      List<Leadership> before = valid(candidates);
      // Who is valid still was valid while the others were looked at.
      assertThat(before).filteredOn(Leadership::isValid).as("seed %s", SEED).hasSizeLessThan(2);
      Mono.delay(Duration.ofMillis(1)).block();
    }
    return !valid(candidates).isEmpty();
  }

  private static List<Leadership> valid(List<Election> candidates) {
    return candidates.stream()
        .map(Election::leadership)
        .flatMap(Optional::stream)
        .filter(Leadership::isValid)
        .toList();
  }
}
