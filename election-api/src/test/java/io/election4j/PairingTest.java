package io.election4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.Revoked;
import io.election4j.internal.FaultyStore;
import io.election4j.internal.FaultyStore.Call;
import io.election4j.internal.FaultyStore.Fault;
import io.election4j.internal.InVirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Whatever happens, every Elected is followed by one Revoked of its term, and start and stop
 * alternate.
 */
class PairingTest {

  private final InVirtualTime world = new InVirtualTime();
  private final FaultyStore store = world.store();
  private final Elections process = world.processOnOneThread("a", store);
  private final Elections rival =
      world.processOnOneThread("b", new FaultyStore(world.data.connect()));
  private final Sinks.Many<Boolean> fit = Sinks.many().multicast().directBestEffort();
  private final List<Pair> pairs = new ArrayList<>();

  /** What one election's user sees. */
  private static final class Pair implements LeaderWorker {

    private final Random random;
    private final List<ElectionEvent> events = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private long leading;
    private Leadership working;

    Pair(Random random) {
      this.random = random;
    }

    void on(ElectionEvent event) {
      events.add(event);
      if (event instanceof Elected elected) {
        check(leading == 0, "elected while it leads: " + event);
        leading = elected.term();
      } else if (event instanceof Revoked revoked) {
        check(leading == revoked.term(), "revoked in term " + leading + ": " + event);
        leading = 0;
      }
    }

    @Override
    public void start(Leadership leadership) {
      check(working == null, "started twice: " + leadership);
      if (random.nextInt(4) == 0) {
        throw new IllegalStateException("no paper");
      }
      working = leadership;
    }

    @Override
    public void stop(Leadership leadership) {
      check(working == leadership, "stopped without a start: " + leadership);
      working = null;
    }

    private void check(boolean so, String fault) {
      if (!so) {
        faults.add(fault);
      }
    }
  }

  private void join(String name, Random random) {
    Election election = process.join(name, Candidacy.plain().gatedBy(fit.asFlux().startWith(true)));
    Pair pair = new Pair(random);
    pairs.add(pair);
    election.events().subscribe(pair::on, failure -> {});
    election.lead(pair, OnFailure.retryAfter(Duration.ofSeconds(1)));
    election
        .whileLeading(
            l -> Flux.error(new IllegalStateException("no ink")),
            OnFailure.stepDown(Duration.ofSeconds(1 + random.nextInt(30))))
        .delaySubscription(Duration.ofSeconds(random.nextInt(200)), world.time)
        .subscribe();
    rival.join(name);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyElectedHasItsRevokedAndEveryStartItsStop(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      join("e" + i, random);
    }
    for (int i = 0; i < 200; i++) {
      happen(random);
      world.pass(Duration.ofMillis(random.nextInt(5_000)));
    }
    store.healthy();
    process.closeLater().subscribe();
    world.pass(InVirtualTime.T.multipliedBy(2));
    assertThat(pairs)
        .allSatisfy(
            pair -> {
              assertThat(pair.faults).isEmpty();
              assertThat(pair.leading).isZero();
              assertThat(pair.working).isNull();
            });
    assertThat(pairs.stream().mapToInt(pair -> pair.events.size()).sum()).isGreaterThan(50);
  }

  private void happen(Random random) {
    String name = "e" + random.nextInt(5);
    switch (random.nextInt(12)) {
      case 0 -> store.always(Fault.STALLS);
      case 1 -> store.when(Call.values()[random.nextInt(9)], Fault.LOSES_ANSWERS);
      case 2 -> store.when(Call.values()[1 + random.nextInt(8)], Fault.FAILS);
      case 3 -> fit.tryEmitNext(false);
      case 4 -> process.drain().subscribe(nothing -> {}, resumed -> {});
      case 5 -> process.join(name).stepDown(Duration.ofSeconds(random.nextInt(20))).subscribe();
      case 6 -> rival.join(name).stepDown(Duration.ofSeconds(random.nextInt(60))).subscribe();
      case 7 -> rival.request(name, Request.resign("ops")).subscribe(asked -> {}, failure -> {});
      default -> recover();
    }
  }

  private void recover() {
    store.healthy();
    fit.tryEmitNext(true);
    process.resume().subscribe();
  }
}
