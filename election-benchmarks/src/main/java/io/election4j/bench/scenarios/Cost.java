package io.election4j.bench.scenarios;

import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Plot;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.ContestantJvm;
import io.election4j.bench.contest.Entry;
import io.election4j.bench.contest.Library;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a leader and an idle follower cost while nothing happens, by the number of elections. */
final class Cost implements Scenario {

  private static final int[] NUMBERS = {1, 100, 1_000, 10_000, 100_000};
  private static final int[] SPRING_NUMBERS = {1, 100, 1_000};
  private static final String HEAP = "512m";
  private static final Duration SETTLING = Duration.ofSeconds(9);

  @Override
  public String name() {
    return "cost";
  }

  @Override
  public String about() {
    return "One process leads N elections and another one follows them, each a JVM of its own with"
        + " "
        + HEAP
        + " of heap, with the libraries' defaults (election4j: T = 15 s). While nothing happens,"
        + " the server's own counters are read before and after a span of time, first with the"
        + " leader alone, then with both; what the follower adds is its cost. On MongoDB each"
        + " process counts what its driver sends. Durable writes are statements that change rows.";
  }

  @Override
  public void run(Stage stage) {
    measure(stage, Library.ELECTION4J, NUMBERS);
    if (stage.server().sql()) {
      measure(stage, Library.SPRING, SPRING_NUMBERS);
    }
    String ours = Library.ELECTION4J.title();
    for (int number : NUMBERS) {
      String n = Integer.toString(number);
      goal(stage, "P3", ours, n, Span.LEADER + Span.WRITES, 1 / 3.0 * 1.05);
      goal(stage, "P5", ours, n, Span.FOLLOWER + Span.STATEMENTS, 2 * 1.05);
      goal(stage, "P7", ours, n, Span.LEADER + Span.OWN_THREADS, 3);
    }
    double one = stage.value(ours, "1", Span.LEADER + Span.CPU);
    double many = stage.value(ours, "10000", Span.LEADER + Span.CPU);
    stage.add(Goal.atMost("P4", "the leader's CPU time, N = 10,000 to N = 1", "", many / one, 3));
    heap(stage, ours);
    beside(stage, ours);
    plots(stage);
  }

  private static void goal(
      Stage stage, String id, String subject, String n, String metric, double bound) {
    double value = stage.value(subject, n, metric);
    stage.add(Goal.atMost(id, metric + ", N = " + n, "", value, bound));
  }

  private static void heap(Stage stage, String ours) {
    double base = stage.value(ours, "1", Span.LEADER + Span.HEAP);
    for (int number : NUMBERS) {
      if (number >= 1_000) {
        String n = Integer.toString(number);
        double perElection =
            (stage.value(ours, n, Span.LEADER + Span.HEAP) - base) * 1024 * 1024 / number;
        stage.add(Figure.once(ours, n, "leader: heap per election", "B", perElection));
        String text = "retained heap per election led, N = " + n;
        stage.add(Goal.atMost("P7", text, "B", perElection, 1024));
      }
    }
  }

  private static void beside(Stage stage, String ours) {
    if (stage.server().sql()) {
      String metric = Span.LEADER + Span.WRITES;
      double theirs = stage.value(Library.SPRING.title(), "1000", metric);
      double ratio = theirs / stage.value(ours, "1000", metric);
      String text = "Spring Integration's durable writes to ours, leader, N = 1,000";
      stage.add(Goal.atLeast("P4", text, "", ratio, 1_000));
    }
  }

  private static void plots(Stage stage) {
    for (String metric : List.of(Span.STATEMENTS, Span.CPU)) {
      List<Plot.Line> lines = new ArrayList<>();
      for (Library library : List.of(Library.ELECTION4J, Library.SPRING)) {
        for (String role : List.of(Span.LEADER, Span.FOLLOWER)) {
          String name = library.title() + ", " + role.replace(": ", "");
          Plot.Line line = Plot.medians(name, library.title(), role + metric, stage.figures());
          if (line.xs().length > 0) {
            lines.add(line);
          }
        }
      }
      String file = "cost-" + (metric.equals(Span.CPU) ? "cpu" : "statements");
      String y = metric.equals(Span.CPU) ? "CPU ms per second" : "statements per second";
      stage.add(
          new Plot(file, "Cost of N elections at rest", "N", y, Plot.Axes.LOGARITHMIC, lines));
    }
  }

  // == One number of elections ==

  private static void measure(Stage stage, Library library, int[] numbers) {
    for (int number : numbers) {
      if (number <= stage.quickOr(10_000, 100_000)) {
        stage.say(library.title() + ", N = " + number);
        measure(stage, library, number);
      }
    }
  }

  private static void measure(Stage stage, Library library, int number) {
    Span leading = new Span(stage, library, number, Span.LEADER);
    Span following = new Span(stage, library, number, Span.FOLLOWER);
    try (ContestantJvm leader = start(stage, library, number, "leader")) {
      leader.awaitLed();
      leading.settle(SETTLING);
      for (int round = 0; round < stage.rounds(); round++) {
        leading.measure(leader, Span.NOTHING);
        try (ContestantJvm follower = start(stage, library, number, "follower")) {
          follower.awaitKnown(number);
          following.settle(SETTLING);
          following.measure(follower, leading.last());
        }
      }
      leading.heap(leader);
    }
    leading.report();
    following.report();
  }

  private static ContestantJvm start(Stage stage, Library library, int number, String name) {
    Entry entry = new Entry(stage.server().url(), name, Duration.ZERO, Duration.ZERO);
    return ContestantJvm.start(library, entry, number, HEAP);
  }
}
