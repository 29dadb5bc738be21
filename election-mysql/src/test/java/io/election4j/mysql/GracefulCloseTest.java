package io.election4j.mysql;

import static io.election4j.internal.RunningElections.trustedUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.ElectionEvent.Elected;
import io.election4j.ElectionEvent.LeaderChanged;
import io.election4j.Elections;
import io.election4j.LeaderWorker;
import io.election4j.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A process that leads 1,000 elections is closed in peace, with another one waiting. */
class GracefulCloseTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final int MANY = 1000;
  private static final int SLOW = 10;

  /** A machine that is busy with other things gets another try: what is wrong is slow each time. */
  private static final int TRIES = 3;

  private Map<String, Long> stopped = Map.of();
  private Map<String, Long> started = Map.of();
  private CountDownLatch slowMayStop = new CountDownLatch(1);

  @Test
  void closingHandsAThousandElectionsOverWithinTwoSecondsAndNobodyStartsBeforeTheWorkHasStopped() {
    Duration took = close();
    for (int again = 1; again < TRIES && took.compareTo(BOUND) >= 0; again++) {
      took = close();
    }
    assertThat(took).isLessThan(BOUND);
  }

  /** Returns how long the other took to start everything, counted from when it could. */
  private Duration close() {
    stopped = new ConcurrentHashMap<>();
    started = new ConcurrentHashMap<>();
    slowMayStop = new CountDownLatch(1);
    try (Database database = Database.create();
        Elections first = start(database.store(), "first");
        Elections second = start(database.store(), "second")) {
      List<String> names = IntStream.range(0, MANY).mapToObj(i -> "e/" + i).toList();
      List<Election> led = joined(first, names, true);
      led.forEach(election -> election.events().ofType(Elected.class).blockFirst(PATIENCE));
      List<Election> waiting = joined(second, names, false);
      waiting.forEach(
          election -> election.events().ofType(LeaderChanged.class).blockFirst(PATIENCE));
      trustedUntil(first).take(2).blockLast(PATIENCE);

      long begun = System.nanoTime();
      Mono<Void> closing = first.closeLater().cache();
      closing.subscribe();
      Duration most = untilStarted(MANY - SLOW, begun);
      int early = started.size();
      long released = System.nanoTime();
      slowMayStop.countDown();
      Duration rest = untilStarted(MANY, released);
      closing.block(PATIENCE);

      System.out.printf(
          "%d elections closed: the other works for %d after %d ms, for %d whose work was held up"
              + " %d ms after that had stopped%n",
          MANY, MANY - SLOW, most.toMillis(), SLOW, rest.toMillis());
      assertThat(early).as("only those whose work had stopped").isEqualTo(MANY - SLOW);
      assertThat(stopped).hasSize(MANY);
      assertThat(started).hasSize(MANY);
      assertThat(names.stream().filter(name -> started.get(name) - stopped.get(name) < 0))
          .as("started before the former's work had stopped")
          .isEmpty();
      return most.compareTo(rest) > 0 ? most : rest;
    }
  }

  private Duration untilStarted(int count, long sinceNanos) {
    while (started.size() < count && System.nanoTime() - sinceNanos < PATIENCE.toNanos()) {
      Database.wait(Duration.ofMillis(5));
    }
    return Duration.ofNanos(System.nanoTime() - sinceNanos);
  }

  private List<Election> joined(Elections elections, List<String> names, boolean former) {
    List<Election> joined = elections.joinAll(names);
    for (int i = 0; i < MANY; i++) {
      String name = names.get(i);
      CountDownLatch mayStop = i < SLOW ? slowMayStop : new CountDownLatch(0);
      joined.get(i).lead(former ? new Former(name, stopped, mayStop) : new Next(name, started));
    }
    return joined;
  }

  private static Elections start(MySqlLeaseStore store, String name) {
    return Elections.builder(store)
        .candidate(Candidate.named(name))
        .lease(Duration.ofSeconds(15))
        .build();
  }

  /** Notes when it had stopped. */
  private record Former(String election, Map<String, Long> stopped, CountDownLatch mayStop)
      implements LeaderWorker {

    @Override
    public void start(Leadership leadership) {}

    @Override
    public void stop(Leadership leadership) throws InterruptedException {
      mayStop.await();
      stopped.put(election, System.nanoTime());
    }
  }

  /** Notes when it started. */
  private record Next(String election, Map<String, Long> started) implements LeaderWorker {

    @Override
    public void start(Leadership leadership) {
      started.put(election, System.nanoTime());
    }

    @Override
    public void stop(Leadership leadership) {}
  }
}
