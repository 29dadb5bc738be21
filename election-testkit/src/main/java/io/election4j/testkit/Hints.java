package io.election4j.testkit;

import io.election4j.spi.ChangePush;
import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.ElectionRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Signal;

/** One subscription to the changes of a store. */
final class Hints implements AutoCloseable {

  private final BlockingQueue<Signal<Change>> arrived = new LinkedBlockingQueue<>();
  private final Duration patience;
  private final Disposable subscription;

  Hints(ChangePush store, Duration patience) {
    this.patience = patience;
    this.subscription = store.changes().materialize().subscribe(arrived::add);
  }

  /** Waits until hints flow. */
  Hints opened() {
    awaitOpened();
    return this;
  }

  /** Waits until hints flow, and returns which. */
  Change.Opened awaitOpened() {
    Signal<Change> first = poll(deadline());
    if (first == null) {
      throw new AssertionError("no hint within " + patience.toMillis() + " ms: Opened is missing");
    }
    if (change(first) instanceof Change.Opened opened) {
      return opened;
    }
    throw new AssertionError(
        "the first change is " + first.get() + ": check that Opened comes before anything else");
  }

  /**
   * Waits for the hints of these writes, in any order, repeated or not, and passes over all others.
   *
   * @param written the records as they were written, and not since
   */
  void tellOf(Collection<ElectionRecord> written) {
    Set<ElectionRecord> missing = new HashSet<>(written);
    long deadline = deadline();
    while (!missing.isEmpty()) {
      Signal<Change> signal = poll(deadline);
      if (signal == null) {
        throw new AssertionError(
            "no hint within "
                + patience.toMillis()
                + " ms of "
                + missing.size()
                + " writes, one is "
                + missing.iterator().next()
                + ": check that a hint carries the whole record as stored");
      }
      if (change(signal) instanceof Change.Written hint) {
        missing.remove(hint.record());
      }
    }
  }

  /** Returns whether the hint of one of these writes comes in time. */
  boolean toldOfOne(Collection<ElectionRecord> written, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    for (Signal<Change> signal = poll(deadline); signal != null; signal = poll(deadline)) {
      if (change(signal) instanceof Change.Written hint && written.contains(hint.record())) {
        return true;
      }
    }
    return false;
  }

  /** Leaves aside all that has arrived. */
  void forget() {
    arrived.clear();
  }

  /** Returns whether it rings in time. */
  boolean rung(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    for (Signal<Change> signal = poll(deadline); signal != null; signal = poll(deadline)) {
      if (change(signal) instanceof Change.Rung) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    subscription.dispose();
  }

  private static Change change(Signal<Change> signal) {
    Change change = signal.get();
    if (change == null) {
      throw new AssertionError(
          "changes() ended: it never completes and never fails", signal.getThrowable());
    }
    return change;
  }

  private long deadline() {
    return System.nanoTime() + patience.toNanos();
  }

  private @Nullable Signal<Change> poll(long deadline) {
    try {
      return arrived.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }
}
