package io.election4j.samples.billing;

import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;

/**
 * Hands the closing of the books over and kills whoever does it, again and again, and looks whether
 * it was ever done by two at once. The first argument is how many times, the second where logs and
 * records go.
 */
final class Rounds {

  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final Duration GRACE = Duration.ofMillis(400);

  /** What is done to the leader. */
  private enum Deed {
    /** It is asked to hand over. */
    TRANSFER,
    /** It gets SIGKILL. */
    KILL,
    /** It gets SIGTERM. */
    TERMINATE,
    /** It loses its connections to the database, and gets no others. */
    CUT
  }

  private final Pair pair;
  private final Map<Deed, LongSummaryStatistics> elected = new EnumMap<>(Deed.class);
  private final Map<Deed, LongSummaryStatistics> stopped = new EnumMap<>(Deed.class);
  private final LongSummaryStatistics told = new LongSummaryStatistics();

  private Rounds(Pair pair) {
    this.pair = pair;
  }

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    Path folder = Files.createDirectories(Path.of(args[1]));
    List<String> properties =
        List.of(
            "election4j.lease=" + LEASE.toMillis() + "ms",
            "election4j.grace=" + GRACE.toMillis() + "ms",
            "billing.day=50ms",
            // Ends by being interrupted only, as a rule.
            "recorded.work=20s");
    List<String> wrong;
    try (TestServer server = TestServers.postgreSql();
        Pair pair = new Pair(Database.at(server.url()), folder, properties)) {
      wrong = new Rounds(pair).play(rounds);
    }
    wrong.forEach(System.out::println);
    System.exit(wrong.isEmpty() ? 0 : 1);
  }

  private List<String> play(int rounds) throws Exception {
    for (int round = 0; round < rounds; round++) {
      pair.complete();
      Deed deed = Deed.values()[round % Deed.values().length];
      WatchedInstance leader = pair.leader();
      Waiting.until("it works", Duration.ofSeconds(30), () -> leader.working() != null);
      play(deed, leader, pair.follower());
      System.out.printf("%d of %d: %s%n", round + 1, rounds, deed);
    }
    List<Run> runs = pair.runs();
    report(runs);
    List<String> wrong = new ArrayList<>(Run.wrong(runs));
    if (told.getCount() > 0 && told.getMax() > GRACE.toMillis()) {
      wrong.add("went on for longer than the grace after leadership was lost");
    }
    return wrong;
  }

  private void play(Deed deed, WatchedInstance leader, WatchedInstance other) throws Exception {
    Moment work = leader.working();
    long at = System.nanoTime();
    switch (deed) {
      case TRANSFER -> leader.instance().transfer(CloseOfDay.ELECTION, other.instance().name());
      case KILL -> {
        leader.instance().kill();
        leader.awaitEnd();
      }
      case TERMINATE -> leader.instance().terminate();
      case CUT -> {
        leader.way().limit(0);
        leader.way().cut();
      }
    }
    add(elected, deed, pair.awaitElected(other, at) - at);
    leader.way().heal();
    if (deed == Deed.TERMINATE) {
      leader.awaitEnd();
    }
    if (deed != Deed.KILL) {
      Run run =
          leader.runs().stream()
              .filter(one -> one.from() == work.nanos())
              .findFirst()
              .orElseThrow();
      add(stopped, deed, run.to() - at);
      if (deed == Deed.CUT) {
        told.accept(Math.max(0, run.to() - leader.revoked(run.term())) / 1_000_000);
      }
    }
  }

  private static void add(Map<Deed, LongSummaryStatistics> to, Deed deed, long nanos) {
    to.computeIfAbsent(deed, any -> new LongSummaryStatistics()).accept(nanos / 1_000_000);
  }

  private void report(List<Run> runs) {
    System.out.printf("%-10s %5s  %s%n", "done", "times", "another led after; work stopped after");
    elected.forEach(
        (deed, times) -> {
          LongSummaryStatistics work = stopped.get(deed);
          System.out.printf(
              "%-10s %5d  %s; %s%n",
              deed, times.getCount(), text(times), work == null ? "killed" : text(work));
        });
    System.out.printf(
        "after a loss, work went on for %s; the grace is %d ms%n", text(told), GRACE.toMillis());
    System.out.printf(
        "runs: %d, of which stopped or killed: %d; at the same time: %d%n",
        runs.size(), runs.stream().filter(run -> !run.done()).count(), Run.wrong(runs).size());
  }

  private static String text(LongSummaryStatistics millis) {
    return "%d to %d ms, %.0f on average"
        .formatted(millis.getMin(), millis.getMax(), millis.getAverage());
  }
}
