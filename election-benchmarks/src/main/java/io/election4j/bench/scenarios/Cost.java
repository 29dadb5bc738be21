package io.election4j.bench.scenarios;

import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Plot;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.bench.contest.Library;
import java.util.ArrayList;
import java.util.List;

/** What a leader and an idle follower cost while nothing happens, by the number of elections. */
final class Cost implements Scenario {

  // A poll every 500 ms, and on MongoDB a getMore a second.
  private static final double SQL_FOLLOWER = 2;
  private static final double MONGO_FOLLOWER = 2 + 1;
  // A period may end just within a span.
  private static final double EDGE = 1.05;
  private static final int MANY = 10_000;

  @Override
  public String name() {
    return "cost";
  }

  @Override
  public String about() {
    return "One process leads N elections and another one follows them, each a JVM of its own with"
        + " "
        + Fleet.HEAP
        + " of heap, with the libraries' defaults (election4j: T = 15 s). While nothing happens,"
        + " the server's own counters are read before and after spans of 15 s, first with the"
        + " leader alone, then with both; what is added is the follower's cost, and less than"
        + " nothing where a busy server lets the leader do less than before. On MongoDB each"
        + " process counts what its driver sends; PostgreSQL counts transactions, which stand for"
        + " statements, and no writes. On MySQL election4j is there with both its stores."
        + " Writes are statements of the kinds that change"
        + " rows, be there a row or not; those that find one are durable writes."
        + " ShedLock is a lock and no election: the holder keeps its lock of 30 s, the shortest it"
        + " can, alive; a follower tries to lock each election every 500 ms, which is how often"
        + " election4j's looks at all of them (the follower's cost is in inverse proportion)."
        + " Curator has a ZooKeeper of its own and a session of 60 s: it sends packets, and"
        + " transactions are its writes. fabric8 has its own mock of Kubernetes and leases of 15 s,"
        + " renewed every 2 s: it sends HTTP requests, and all but GET are writes. Counts on"
        + " different kinds of servers stand side by side here; times do not.";
  }

  @Override
  public void run(Stage stage) {
    for (Fleet fleet : Fleet.of(stage)) {
      measure(stage, fleet);
    }
    String ours = Library.ELECTION4J.title();
    double follower = stage.server().sql() ? SQL_FOLLOWER : MONGO_FOLLOWER;
    String asked = Span.FOLLOWER + Span.asked(Library.ELECTION4J);
    for (int number : Fleet.numbers(Library.ELECTION4J, stage.quick())) {
      String n = Integer.toString(number);
      goal(stage, "P3", ours, n, Span.LEADER + Span.WRITES, 1 / 3.0 * EDGE);
      goal(stage, "P5", ours, n, asked, follower * EDGE);
      goal(stage, "P7", ours, n, Span.LEADER + Span.OWN_THREADS, 3);
    }
    double one = stage.value(ours, "1", Span.LEADER + Span.CPU);
    double many = stage.value(ours, "10000", Span.LEADER + Span.CPU);
    stage.add(Goal.atMost("P4", "the leader's CPU time, N = 10,000 to N = 1", "", many / one, 3));
    heap(stage, ours);
    beside(stage, ours);
    if (stage.server().mysql()) {
      String jdbc = Library.ELECTION4J_JDBC.title();
      goal(stage, "P3", jdbc, "10000", Span.LEADER + Span.WRITES, 1 / 3.0 * EDGE);
      goal(stage, "P5", jdbc, "10000", asked, follower * EDGE);
    }
    plots(stage);
  }

  /** What another library cannot do is no reason to lose what was measured. */
  private static void measure(Stage stage, Fleet fleet) {
    try {
      fleet.measure();
    } catch (IllegalStateException failure) {
      if (fleet.library() == Library.ELECTION4J) {
        throw failure;
      }
      stage.say("  not measured: " + failure.getMessage());
    }
  }

  private static void goal(
      Stage stage, String id, String subject, String n, String metric, double bound) {
    double value = stage.value(subject, n, metric);
    stage.add(Goal.atMost(id, metric + ", N = " + n, "", value, bound));
  }

  /** With fewer elections, what else is in the heap makes more difference than they do. */
  private static void heap(Stage stage, String ours) {
    for (int number : Fleet.numbers(Library.ELECTION4J, stage.quick())) {
      if (number >= MANY) {
        heap(stage, ours, Span.LEADER, "led", number);
        heap(stage, ours, Span.FOLLOWER, "followed", number);
      }
    }
  }

  private static void heap(Stage stage, String ours, String role, String how, int number) {
    String n = Integer.toString(number);
    double one = stage.value(ours, "1", role + Span.HEAP);
    double all = stage.value(ours, n, role + Span.HEAP);
    double each = (all - one) * 1024 * 1024 / number;
    stage.add(Figure.once(ours, n, role + "heap per election", "B", each));
    String text = "retained heap per election " + how + ", with its name, N = " + n;
    stage.add(
        Goal.atMost("P7", text, "B", each, 1024)
            .because("%.1f MiB in use, %.1f MiB at N = 1".formatted(all, one)));
  }

  private static void beside(Stage stage, String ours) {
    if (stage.server().mysql()) {
      String metric = Span.LEADER + Span.WRITES;
      double theirs = stage.value(Library.SPRING.title(), "1000", metric);
      double ratio = theirs / stage.value(ours, "1000", metric);
      String text = "Spring Integration's writes to ours, leader, N = 1,000";
      stage.add(Goal.atLeast("P4", text, "", ratio, 1_000));
    }
  }

  private static void plots(Stage stage) {
    String asked = "statements (or packets, or requests) per second";
    stage.add(plot(stage, "cost-statements", asked, false));
    stage.add(plot(stage, "cost-cpu", "CPU ms per second", true));
  }

  private static Plot plot(Stage stage, String file, String y, boolean cpu) {
    List<Plot.Line> lines = new ArrayList<>();
    for (Library library : Library.values()) {
      for (String role : List.of(Span.LEADER, Span.FOLLOWER)) {
        String name = library.title() + ", " + role.replace(": ", "");
        String metric = role + (cpu ? Span.CPU : Span.asked(library));
        Plot.Line line = Plot.medians(name, library.title(), metric, stage.figures());
        if (line.xs().length > 0) {
          lines.add(line);
        }
      }
    }
    return new Plot(file, "Cost of N elections at rest", "N", y, Plot.Axes.LOGARITHMIC, lines);
  }
}
