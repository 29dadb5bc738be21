package io.election4j.demo.harness;

import io.election4j.Leadership;
import io.election4j.demo.harness.Note.Kind;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A leader's work: a piece of it over and over. It can be told to ignore that it has to end. */
public final class LeaderWorkload {

  /** Does a piece of work, which may take a while. */
  @FunctionalInterface
  public interface Piece {
    /** Does it for somebody who leads, or defies that another one does. */
    void of(Leadership leadership, String entry);
  }

  private final EventLog log;
  private final Duration pause;
  private final Piece piece;
  private volatile boolean defiant;
  private int entries;

  /** Works with this pause between two pieces. */
  public LeaderWorkload(EventLog log, Duration pause, Piece piece) {
    this.log = log;
    this.pause = pause;
    this.piece = piece;
  }

  /** Lets the work go on whatever becomes of the leadership, or no more so. */
  public void defy(boolean on) {
    defiant = on;
  }

  /** The time is read before the check: what is noted was done while leading. */
  void work(Leadership leadership) {
    long now = System.nanoTime();
    boolean leads = leadership.isValid();
    while (defiant || (leads && !Thread.currentThread().isInterrupted())) {
      if (defiant) {
        // Otherwise nothing could be written, or even waited for.
        Thread.interrupted();
      }
      String entry = log.candidate() + "." + ++entries;
      log.write(new Note(leads ? Kind.WORKS : Kind.DEFIES, now, leadership.term(), 0, entry));
      piece.of(leadership, entry);
      LockSupport.parkNanos(pause.toNanos());
      now = System.nanoTime();
      leads = leadership.isValid();
    }
    log.note(Kind.RESTED, leadership.term(), "");
  }
}
