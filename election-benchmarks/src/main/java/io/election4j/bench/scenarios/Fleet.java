package io.election4j.bench.scenarios;

import io.election4j.bench.Stage;
import io.election4j.bench.contest.ContestantJvm;
import io.election4j.bench.contest.Entry;
import io.election4j.bench.contest.Library;
import io.election4j.bench.contest.Venue;
import io.election4j.demo.harness.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One library's leader and idle follower of a number of elections.
 *
 * @param rounds how often to measure; counts hardly differ between rounds, CPU time does
 */
record Fleet(Stage stage, Library library, int number, int rounds) {

  static final List<Integer> NUMBERS = List.of(1, 100, 1_000, 10_000, 100_000);
  static final String HEAP = "512m";

  private static final List<Integer> QUICK = List.of(1, 1_000, 10_000, 100_000);
  // Those whose CPU times are set against each other.
  private static final List<Integer> EXTREMES = List.of(1, 10_000);
  private static final Duration SETTLING = Duration.ofSeconds(5);

  /** Returns all that are measured on this stage. */
  static List<Fleet> of(Stage stage) {
    List<Fleet> all = new ArrayList<>();
    for (Library library : Library.values()) {
      if (library.takesPartOn(stage.server())) {
        for (int number : numbers(library, stage.quick())) {
          boolean often = library == Library.ELECTION4J && EXTREMES.contains(number);
          all.add(new Fleet(stage, library, number, often ? stage.rounds() : 1));
        }
      }
    }
    return all;
  }

  /** Returns some of all numbers, up to what a library is measured with. */
  static List<Integer> numbers(Library library, boolean quick) {
    if (!quick) {
      return NUMBERS.stream().filter(number -> number <= library.most()).toList();
    }
    return library == Library.ELECTION4J ? QUICK : List.of(library.most());
  }

  void measure() {
    stage.say(library.title() + ", N = " + number);
    try (Venue venue = library.venue(stage.server(), Duration.ZERO)) {
      Span leading = new Span(this, venue, Span.LEADER);
      Span following = new Span(this, venue, Span.FOLLOWER);
      try (ContestantJvm leader = start(venue, "leader")) {
        leader.awaitLed();
        Waiting.pass(SETTLING);
        for (int round = 0; round < rounds; round++) {
          leading.measure(leader, Span.NOTHING);
        }
        try (ContestantJvm follower = start(venue, "follower")) {
          follower.awaitKnown(number);
          Waiting.pass(SETTLING);
          for (int round = 0; round < rounds; round++) {
            following.measure(follower, leading.medians());
          }
          following.heap(follower);
        }
        leading.heap(leader);
      }
      leading.report();
      following.report();
    }
  }

  private ContestantJvm start(Venue venue, String name) {
    Entry entry = new Entry(venue.url(), name, Duration.ZERO, Duration.ZERO);
    return ContestantJvm.start(library, entry, number, HEAP);
  }
}
