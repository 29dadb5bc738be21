package io.election4j.spi.support;

import io.election4j.spi.StoreException;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/**
 * One call on its way: it waits for a thread, runs on it, and is over. Whoever waits for it is
 * answered once, perhaps before it is over.
 */
final class PendingCall<T> implements Runnable {

  /**
   * What is called.
   *
   * @param name for people
   * @param over told when the call is over
   */
  record Work<T>(String name, Callable<T> call, Consumer<PendingCall<?>> over) {}

  private final Work<T> work;
  private final Lane lane;
  private final MonoSink<T> sink;
  private @Nullable Thread runner;
  private @Nullable Future<?> alarm;
  private boolean begun;
  private boolean answered;
  private boolean stuck;
  private boolean over;

  PendingCall(Work<T> work, Lane lane, MonoSink<T> sink) {
    this.work = work;
    this.lane = lane;
    this.sink = sink;
  }

  String name() {
    return work.name();
  }

  /** Sets what says that time is up, to be cancelled when this is over. */
  synchronized void alarm(Future<?> set) {
    alarm = set;
    if (over) {
      set.cancel(false);
    }
  }

  @Override
  public void run() {
    if (begin()) {
      Runnable answer = called();
      end();
      answer.run();
    }
  }

  /** Whoever was answered before this has begun needs it no more. */
  private synchronized boolean begin() {
    begun = !answered;
    runner = begun ? Thread.currentThread() : null;
    return begun;
  }

  private Runnable called() {
    try {
      T value = work.call().call();
      return value == null
          ? () -> fail(StoreException.unavailable(name() + " returned null", null))
          : () -> succeed(value);
    } catch (Throwable failure) {
      StoreException told = SafeText.explained(name(), failure);
      return () -> fail(told);
    }
  }

  private void end() {
    synchronized (this) {
      runner = null;
      if (stuck) {
        lane.back();
      }
      // It was meant for this call, not for the next one on this thread.
      Thread.interrupted();
    }
    over();
  }

  private void over() {
    synchronized (this) {
      over = true;
      if (alarm != null) {
        alarm.cancel(false);
      }
    }
    work.over().accept(this);
  }

  private void succeed(T value) {
    if (answers()) {
      sink.success(value);
    }
  }

  /** Answers with a failure. A call that waits is over then; one that runs goes on. */
  void fail(StoreException failure) {
    if (answers()) {
      sink.error(failure);
    }
  }

  /** Nobody waits for an answer any more. */
  void detach() {
    answers();
  }

  private boolean answers() {
    synchronized (this) {
      if (answered) {
        return false;
      }
      answered = true;
      if (begun) {
        return true;
      }
    }
    lane.remove(this);
    over();
    return true;
  }

  synchronized boolean runs() {
    return runner != null;
  }

  /** Interrupts its thread; returns whether it has one. */
  synchronized boolean interrupt() {
    if (runner != null) {
      runner.interrupt();
    }
    return runner != null;
  }

  /** Counts its thread as stuck if it still has one. */
  synchronized void countIfRunning() {
    if (runner != null) {
      stuck = true;
      lane.stuck();
    }
  }
}
