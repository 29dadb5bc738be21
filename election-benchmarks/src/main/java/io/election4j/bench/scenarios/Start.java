package io.election4j.bench.scenarios;

import io.election4j.bench.Figure;
import io.election4j.bench.Samples;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.Contestant;
import io.election4j.bench.contest.ContestantJvm;
import io.election4j.bench.contest.Entry;
import io.election4j.bench.contest.Library;
import io.election4j.bench.contest.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** How long it takes until the only process there is leads. */
final class Start implements Scenario {

  private static final String HEAP = "64m";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String about() {
    return "The time from the start of a process, or in a JVM that runs already from the first"
        + " call, until it leads an election that nobody holds.";
  }

  @Override
  public void run(Stage stage) {
    Library[] libraries =
        stage.server().sql()
            ? new Library[] {Library.ELECTION4J, Library.SPRING}
            : new Library[] {Library.ELECTION4J};
    for (Library library : libraries) {
      String url = stage.server().url();
      Samples cold = Samples.of(cold(library, url, stage.quickOr(3, 20)));
      stage.add(Figure.of(library.title(), "", "a new JVM", "ms", cold));
      Samples warm = Samples.of(warm(library, url, stage.quickOr(10, 50)));
      stage.add(Figure.of(library.title(), "", "a JVM that runs", "ms", warm));
    }
  }

  private static double[] cold(Library library, String url, int rounds) {
    double[] times = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      Entry entry = new Entry(url, "cold-" + round, Duration.ZERO, Duration.ZERO);
      try (ContestantJvm jvm = ContestantJvm.start(library, entry, 1, HEAP)) {
        times[round] = (jvm.awaitLed() - jvm.startedNanos()) / 1e6;
      }
    }
    return times;
  }

  private static double[] warm(Library library, String url, int rounds) {
    double[] times = new double[rounds];
    // The first one is not warm.
    for (int round = -1; round < rounds; round++) {
      AtomicLong led = new AtomicLong();
      Entry entry = new Entry(url, "warm-" + round, Duration.ZERO, Duration.ZERO);
      long start = System.nanoTime();
      try (Contestant contestant = library.open(entry, (election, nanos) -> led.set(nanos))) {
        contestant.stand(List.of("bench/warm"));
        Waiting.until("it leads", PATIENCE, () -> "", () -> led.get() != 0);
      }
      if (round >= 0) {
        times[round] = (led.get() - start) / 1e6;
      }
    }
    return times;
  }
}
