package io.election4j.bench.scenarios;

import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.ContestantJvm;
import io.election4j.bench.contest.Entry;
import io.election4j.bench.contest.Library;
import java.time.Duration;
import org.apache.curator.test.TestingServer;

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
        + " from then until it leads them all.";
  }

  @Override
  public void run(Stage stage) throws Exception {
    String url = stage.server().url();
    int number = stage.quickOr(10_000, 100_000);
    measure(stage, Library.ELECTION4J, url, number);
    if (stage.server().sql()) {
      measure(stage, Library.SPRING, url, 1_000);
    }
    try (TestingServer zooKeeper = new TestingServer()) {
      measure(stage, Library.CURATOR, zooKeeper.getConnectString(), 1_000);
    }
    String n = Integer.toString(number);
    double seconds = stage.value(Library.ELECTION4J.title(), n, SECONDS);
    String text = "to lead " + n + " elections from nothing, with " + HEAP + " of heap";
    stage.add(Goal.atMost("", text, "s", seconds, 60));
  }

  private static void measure(Stage stage, Library library, String url, int number) {
    Entry entry = new Entry(url, "first", Duration.ZERO, Duration.ZERO);
    try (ContestantJvm jvm = ContestantJvm.start(library, entry, number, HEAP)) {
      long start = jvm.awaitStanding();
      double seconds = (jvm.awaitLed() - start) / 1e9;
      String n = Integer.toString(number);
      stage.add(Figure.once(library.title(), n, SECONDS, "s", seconds));
      double peak = jvm.usage().peakResidentKiB() / 1024.0;
      stage.add(Figure.once(library.title(), n, "most memory of the process", "MiB", peak));
      double heap = jvm.retainedHeap() / 1024.0 / 1024.0;
      stage.add(Figure.once(library.title(), n, "heap in use", "MiB", heap));
    }
  }
}
