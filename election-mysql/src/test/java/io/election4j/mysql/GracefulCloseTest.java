package io.election4j.mysql;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A process that leads 1,000 elections is closed in peace, with another one waiting. */
class GracefulCloseTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final int MANY = 1000;

  private final Map<String, Long> stopped = new ConcurrentHashMap<>();
  private final Map<String, Long> started = new ConcurrentHashMap<>();

  @Test
  void closingHandsAThousandElectionsOverWithinTwoSecondsAndNobodyStartsBeforeTheWorkHasStopped() {
    try (Database database = Database.create();
        Elections first = start(database.store(), "first");
        Elections second = start(database.store(), "second")) {
      List<String> names = IntStream.range(0, MANY).mapToObj(i -> "e/" + i).toList();
      List<Election> led = joined(first, names, stopped, false);
      led.forEach(election -> election.events().ofType(Elected.class).blockFirst(PATIENCE));
      List<Election> waiting = joined(second, names, started, true);
      waiting.forEach(
          election -> election.events().ofType(LeaderChanged.class).blockFirst(PATIENCE));
      first.trustedUntil().take(2).blockLast(PATIENCE);

      long begun = System.nanoTime();
      first.closeLater().block(PATIENCE);
      Duration closing = Duration.ofNanos(System.nanoTime() - begun);
      while (started.size() < MANY && System.nanoTime() - begun < PATIENCE.toNanos()) {
        Database.wait(Duration.ofMillis(5));
      }
      Duration all = Duration.ofNanos(System.nanoTime() - begun);

      System.out.printf(
          "%d elections: close took %d ms, the other works for all after %d ms%n",
          MANY, closing.toMillis(), all.toMillis());
      assertThat(stopped).hasSize(MANY);
      assertThat(started).hasSize(MANY);
      assertThat(names.stream().filter(name -> started.get(name) - stopped.get(name) < 0))
          .as("started before the former's work had stopped")
          .isEmpty();
      assertThat(all).isLessThan(BOUND);
    }
  }

  private static List<Election> joined(
      Elections elections, List<String> names, Map<String, Long> noted, boolean starts) {
    List<Election> joined = elections.joinAll(names);
    joined.forEach(election -> election.lead(new Clocked(election.name(), noted, starts)));
    return joined;
  }

  private static Elections start(MySqlLeaseStore store, String name) {
    return Elections.builder(store)
        .candidate(Candidate.named(name))
        .lease(Duration.ofSeconds(15))
        .build();
  }

  /** Notes when it started, or else when it had stopped. */
  private record Clocked(String election, Map<String, Long> noted, boolean starts)
      implements LeaderWorker {

    @Override
    public void start(Leadership leadership) {
      if (starts) {
        noted.put(election, System.nanoTime());
      }
    }

    @Override
    public void stop(Leadership leadership) {
      if (!starts) {
        noted.put(election, System.nanoTime());
      }
    }
  }
}
