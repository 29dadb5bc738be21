package io.election4j.bench.scenarios;

import io.election4j.bench.Parts;
import io.election4j.bench.contest.Contestant;
import io.election4j.bench.contest.Entry;
import io.election4j.bench.contest.Library;
import io.election4j.bench.contest.StoreCall;
import io.election4j.bench.contest.TermObserver;
import io.election4j.bench.contest.Venue;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Two contestants in this process who hand one election to each other. Not thread-safe. */
final class Duel implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private record Win(int who, long nanos) {}

  private final BlockingQueue<Win> wins = new LinkedBlockingQueue<>();
  private final Queue<StoreCall> calls = new ConcurrentLinkedQueue<>();
  private final Venue venue;
  private final String election;
  private final List<Contestant> contestants;
  private int leader;

  /** Begins one; the venue is closed with it. */
  Duel(Library library, Venue venue, Duration poll) {
    this.venue = venue;
    // Several libraries may meet on one server, and two of them in its election.
    election = "bench/duel/" + library.name();
    contestants =
        List.of(
            library.open(new Entry(venue.url(), "first", Duration.ZERO, poll), witness(0)),
            library.open(new Entry(venue.url(), "second", Duration.ZERO, poll), witness(1)));
    contestants.forEach(each -> each.stand(List.of(election)));
    leader = win().who();
  }

  private TermObserver witness(int who) {
    return new TermObserver() {
      @Override
      public void elected(String election, long nanos) {
        wins.add(new Win(who, nanos));
      }

      @Override
      public boolean watches() {
        return true;
      }

      @Override
      public void called(StoreCall call) {
        calls.add(call);
      }
    };
  }

  /**
   * Lets the leader leave, and stand again; returns after how many ns the other one leads.
   *
   * @param parts get how that time was spent, in ms, if the library tells
   */
  long handOver(Parts parts) {
    calls.clear();
    int leaves = leader;
    long start = System.nanoTime();
    contestants.get(leaves).leave(election);
    Win win = win();
    if (win.who() == leaves) {
      throw new IllegalStateException("who left leads again");
    }
    leader = win.who();
    Succession.handOver(parts, start, List.copyOf(calls), win.nanos());
    contestants.get(leaves).stand(List.of(election));
    return win.nanos() - start;
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
    venue.close();
  }
}
