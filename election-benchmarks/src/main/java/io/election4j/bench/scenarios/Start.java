package io.election4j.bench.scenarios;

import io.election4j.bench.Figure;
import io.election4j.bench.Parts;
import io.election4j.bench.Samples;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.Contestant;
import io.election4j.bench.contest.ContestantJvm;
import io.election4j.bench.contest.Entry;
import io.election4j.bench.contest.Library;
import java.time.Duration;
import java.util.List;

/** How long it takes until the only process there is leads. */
final class Start implements Scenario {

  private static final String HEAP = "64m";
  private static final String FIRST = "a new JVM, and nothing in the database";
  private static final String COLD = "a new JVM";
  private static final String WARM = "a JVM that runs";

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String about() {
    return "The time from the start of a process, or in a JVM that runs already from the first"
        + " call, until it leads an election that nobody holds. The parts of election4j's follow"
        + " each other: everything that it asks of its store, and what is between. Preparing"
        + " connects, and creates the tables if they are missing, else looks whether they are as"
        + " they must be; the first start creates them.";
  }

  @Override
  public void run(Stage stage) {
    cold(stage, Library.ELECTION4J, FIRST, 1);
    cold(stage, Library.ELECTION4J, COLD, stage.quickOr(3, 20));
    warm(stage, Library.ELECTION4J);
    if (stage.server().mysql()) {
      cold(stage, Library.SPRING, COLD, stage.quickOr(3, 20));
      warm(stage, Library.SPRING);
    }
  }

  private static void cold(Stage stage, Library library, String setting, int rounds) {
    double[] times = new double[rounds];
    Parts parts = new Parts("ms");
    for (int round = 0; round < rounds; round++) {
      Entry entry = new Entry(stage.server().url(), "cold", Duration.ZERO, Duration.ZERO);
      try (ContestantJvm jvm = ContestantJvm.watched(library, entry, 1, HEAP)) {
        long led = jvm.awaitLed();
        times[round] = (led - jvm.startedNanos()) / 1e6;
        parts.add("the JVM starts", (jvm.mainNanos() - jvm.startedNanos()) / 1e6);
        Steps.split(parts, jvm.mainNanos(), jvm.calls(), led);
      }
    }
    report(stage, library, setting, times, parts);
  }

  private static void warm(Stage stage, Library library) {
    double[] times = new double[stage.quickOr(10, 50)];
    Parts parts = new Parts("ms");
    // The first one is not warm.
    for (int round = -1; round < times.length; round++) {
      Entry entry = new Entry(stage.server().url(), "warm", Duration.ZERO, Duration.ZERO);
      Diary diary = new Diary();
      long start = System.nanoTime();
      try (Contestant contestant = library.open(entry, diary)) {
        contestant.stand(List.of("bench/warm"));
        long led = diary.awaitElected();
        if (round >= 0) {
          times[round] = (led - start) / 1e6;
          Steps.split(parts, start, diary.calls(), led);
        }
      }
    }
    report(stage, library, WARM, times, parts);
  }

  private static void report(
      Stage stage, Library library, String setting, double[] times, Parts parts) {
    stage.add(Figure.of(library.title(), setting, "until it leads", "ms", Samples.of(times)));
    if (library == Library.ELECTION4J) {
      parts.report(stage, library.title(), setting);
    }
  }
}
