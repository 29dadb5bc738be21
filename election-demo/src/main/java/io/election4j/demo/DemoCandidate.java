package io.election4j.demo;

import static io.election4j.internal.RunningElections.trustedUntil;

import io.election4j.Candidate;
import io.election4j.Election;
import io.election4j.Elections;
import io.election4j.Leadership;
import io.election4j.spi.Lease;
import io.election4j.spi.LeaseId;
import io.election4j.spi.LeaseStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import reactor.core.scheduler.Schedulers;

/** What a candidate's process does: stands for election, and writes down what happens to it. */
public final class DemoCandidate implements AutoCloseable {

  private static final int PIECES_OF_WORK_PER_LEASE = 30;

  private final Elections elections;
  private final EventLog scribe;

  /**
   * Starts.
   *
   * @param name who stands
   * @param log where the notes go
   */
  public DemoCandidate(LeaseStore store, String name, Duration lease, PrintStream log) {
    Candidate candidate = Candidate.named(name);
    new Rehearsal(store, Lease.opening(LeaseId.random(), lease, candidate)).play();
    scribe = new EventLog(log);
    elections =
        Elections.builder(store)
            .candidate(candidate)
            .lease(lease)
            // One thread writes all notes, so that they are in the order of what happened.
            .callbacks(Schedulers.newSingle("scribe", true))
            .build();
    trustedUntil(elections).subscribe(scribe::trusted, failure -> {});
  }

  /** Stands for election, and works while leading, until {@link #close()}. */
  public void run(String election) throws Exception {
    elections.prepared().block();
    Election joined = elections.join(election);
    joined.events().subscribe(scribe::event, failure -> {});
    scribe.ready();
    joined.campaign(this::work);
  }

  /** Leaves the election in good order. */
  @Override
  public void close() {
    elections.close();
  }

  /**
   * Ends this process when nobody can order it any more: the demo holds the other end of its
   * standard input, even when the demo is killed.
   */
  public static void endWith(InputStream orders) {
    Thread watch =
        new Thread(
            () -> {
              awaitEnd(orders);
              Runtime.getRuntime().halt(0);
            },
            "orders");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEnd(InputStream orders) {
    try {
      orders.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException broken) {
      // So is whoever held the other end.
    }
  }

  /** The time is read before the check: what is noted was done while leading. */
  private void work(Leadership leadership) {
    long pauseNanos = elections.timing().lease().dividedBy(PIECES_OF_WORK_PER_LEASE).toNanos();
    long now = System.nanoTime();
    while (leadership.isValid() && !Thread.currentThread().isInterrupted()) {
      scribe.worked(leadership.term(), now);
      LockSupport.parkNanos(pauseNanos);
      now = System.nanoTime();
    }
    scribe.rested(leadership.term());
  }
}
