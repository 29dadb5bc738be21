package io.election4j.testkit;

import io.election4j.spi.ChangePush;
import io.election4j.spi.ChangePush.Change;
import io.election4j.spi.ElectionRecord;
import java.time.Duration;
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
    Change first = next("the first change");
    if (!(first instanceof Change.Opened)) {
      throw new AssertionError(
          "the first change is " + first + ": check that Opened comes before anything else");
    }
    return this;
  }

  /**
   * Waits for the hint of one election that is at least as new as the revision, and passes over all
   * others.
   */
  ElectionRecord written(String election, long revision) {
    String what = "the hint of election '" + election + "' at revision " + revision;
    while (true) {
      if (next(what) instanceof Change.Written written
          && written.record().election().equals(election)
          && written.record().revision() >= revision) {
        return written.record();
      }
    }
  }

  @Override
  public void close() {
    subscription.dispose();
  }

  private Change next(String what) {
    Signal<Change> signal = poll();
    if (signal == null) {
      throw new AssertionError(what + " did not come within " + patience.toMillis() + " ms");
    }
    Change change = signal.get();
    if (change == null) {
      throw new AssertionError(
          "changes() ended: it never completes and never fails", signal.getThrowable());
    }
    return change;
  }

  private @Nullable Signal<Change> poll() {
    try {
      return arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }
}
