package io.election4j.bench.scenarios;

import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.ContestantJvm;
import io.election4j.bench.contest.Entry;
import io.election4j.bench.contest.Library;
import io.election4j.bench.contest.Venue;
import java.time.Duration;

/** How long it takes to lead many elections, from nothing. */
final class Join implements Scenario {

  private static final String HEAP = "512m";
  private static final String SECONDS = "until it leads all";

  @Override
  public String name() {
    return "join";
  }

  @Override
  public String about() {
    return "One process with "
        + HEAP
        + " of heap stands in N elections of which the server knows nothing yet; the time is taken"
        + " from then until it leads them all. Curator and fabric8 have servers of their own, which"
        + " wait for no disk.";
  }

  @Override
  public void run(Stage stage) {
    int number = stage.quickOr(10_000, 100_000);
    for (Library library : Library.values()) {
      if (library.takesPartOn(stage.server())) {
        measure(stage, library, Math.min(number, library.most()));
      }
    }
    String n = Integer.toString(number);
    double seconds = stage.value(Library.ELECTION4J.title(), n, SECONDS);
    String text = "to lead " + n + " elections from nothing, with " + HEAP + " of heap";
    stage.add(Goal.atMost("", text, "s", seconds, 60));
  }

  private static void measure(Stage stage, Library library, int number) {
    try (Venue venue = library.venue(stage.server(), Duration.ZERO)) {
      Entry entry = new Entry(venue.url(), "first", Duration.ZERO, Duration.ZERO);
      try (ContestantJvm jvm = ContestantJvm.start(library, entry, number, HEAP)) {
        long start = jvm.awaitStanding();
        double seconds = (jvm.awaitLed() - start) / 1e9;
        report(stage, library, number, SECONDS, "s", seconds);
        double peak = jvm.usage().peakResidentKiB() / 1024.0;
        report(stage, library, number, "most memory of the process", "MiB", peak);
        double heap = jvm.retainedHeap() / 1024.0 / 1024.0;
        report(stage, library, number, "heap in use", "MiB", heap);
      }
    }
  }

  private static void report(
      Stage stage, Library library, int number, String metric, String unit, double value) {
    String n = Integer.toString(number);
    stage.add(Figure.once(library.title(), n, metric, unit, value));
  }
}
