package io.election4j.proof.chaos;

import io.election4j.Leadership;
import io.election4j.proof.chaos.Note.Kind;
import java.util.concurrent.locks.LockSupport;

/**
 * A leader's work: it writes to the ledger, over and over. It can be told to ignore that it ends.
 */
final class LeaderWorkload {

  private final String name;
  private final Ledger ledger;
  private final EventLog scribe;
  private final long pauseNanos;
  private volatile boolean defiant;
  private int entries;

  LeaderWorkload(String name, Ledger ledger, EventLog scribe, long pauseNanos) {
    this.name = name;
    this.ledger = ledger;
    this.scribe = scribe;
    this.pauseNanos = pauseNanos;
  }

  void defy(boolean on) {
    defiant = on;
  }

  void work(Leadership leadership) {
    long now = System.nanoTime();
    boolean leads = leadership.isValid();
    while (defiant || (leads && !Thread.currentThread().isInterrupted())) {
      write(leadership, leads, now);
      LockSupport.parkNanos(pauseNanos);
      now = System.nanoTime();
      leads = leadership.isValid();
    }
    scribe.note(Kind.RESTED, leadership.term(), "");
  }

  private void write(Leadership leadership, boolean leads, long nanos) {
    long term = leadership.term();
    String entry = name + "." + ++entries;
    if (defiant) {
      // Otherwise nothing could be written, or even waited for.
      Thread.interrupted();
    }
    scribe.writes(leads, term, nanos, entry);
    try {
      boolean accepted = ledger.append(leadership.election(), term, entry);
      scribe.note(accepted ? Kind.ACCEPTED : Kind.REFUSED, term, entry);
    } catch (Exception unknown) {
      scribe.note(Kind.UNKNOWN, term, entry);
      if (unknown instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
