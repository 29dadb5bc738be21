package io.election4j.bench.scenarios;

import io.election4j.bench.contest.Contestant;
import io.election4j.bench.contest.Entry;
import io.election4j.bench.contest.Library;
import io.election4j.bench.contest.Waiting;
import io.election4j.bench.contest.Witness;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Two contestants in this process who hand one election to each other. Not thread-safe. */
final class Duel implements AutoCloseable {

  private static final String ELECTION = "bench/duel";
  private static final long PATIENCE_SECONDS = 60;
  private static final int SETTLING_MILLIS = 300;
  private static final int SPREAD_MILLIS = 500;

  private record Win(int who, long nanos) {}

  private final BlockingQueue<Win> wins = new LinkedBlockingQueue<>();
  private final List<Contestant> contestants;
  private final Random random = new Random(1);
  private int leader;

  Duel(Library library, String url, Duration poll) {
    contestants =
        List.of(
            library.open(new Entry(url, "first", Duration.ZERO, poll), witness(0)),
            library.open(new Entry(url, "second", Duration.ZERO, poll), witness(1)));
    contestants.forEach(each -> each.stand(List.of(ELECTION)));
    leader = win().who();
    settle();
  }

  private Witness witness(int who) {
    return (election, nanos) -> wins.add(new Win(who, nanos));
  }

  /** Lets the leader leave; returns after how many nanoseconds the other one leads. */
  long handOver() {
    int leaves = leader;
    long start = System.nanoTime();
    contestants.get(leaves).leave(ELECTION);
    Win win = win();
    if (win.who() == leaves) {
      throw new IllegalStateException("who left leads again");
    }
    leader = win.who();
    settle();
    contestants.get(leaves).stand(List.of(ELECTION));
    settle();
    return win.nanos() - start;
  }

  /** At no fixed point of anybody's period. */
  private void settle() {
    Waiting.pass(Duration.ofMillis(SETTLING_MILLIS + random.nextInt(SPREAD_MILLIS)));
  }

  private Win win() {
    try {
      Win win = wins.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (win == null) {
        throw new IllegalStateException("nobody leads");
      }
      return win;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    contestants.forEach(Contestant::close);
  }
}
