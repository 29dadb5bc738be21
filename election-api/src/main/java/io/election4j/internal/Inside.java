package io.election4j.internal;

import io.election4j.Elections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/**
 * Which threads are in the middle of something of one {@link Elections} that leaving would wait
 * for, so that nobody waits for himself: a thread in the work of an election until that has
 * returned, and a thread in any callback where users have lent the engine's scheduler, which may be
 * that very thread. What is called there takes effect, and nobody is kept waiting for it.
 */
final class Inside {

  private static final ThreadLocal<@Nullable Frame> CURRENT = new ThreadLocal<>();

  private final AtomicInteger blocked = new AtomicInteger();

  /**
   * What a thread is in.
   *
   * @param election whose work it is; {@code null} if everything would wait for it
   * @param outer what it was in before
   */
  private record Frame(Inside of, @Nullable String election, @Nullable Frame outer) {}

  /** Something that a thread does. */
  interface Task<E extends Exception> {
    void run() throws E;
  }

  /** Runs the work of an election, or a part of it. */
  <E extends Exception> void work(String election, Task<E> task) throws E {
    run(election, task);
  }

  /** Runs a callback that everything would wait for. */
  void callback(Runnable task) {
    run(null, task::run);
  }

  private <E extends Exception> void run(@Nullable String election, Task<E> task) throws E {
    Frame outer = CURRENT.get();
    CURRENT.set(new Frame(this, election, outer));
    try {
      task.run();
    } finally {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  /** Returns whether to leave this election, or all for {@code null}, would wait for the caller. */
  boolean waitsForCaller(@Nullable String election) {
    for (Frame frame = CURRENT.get(); frame != null; frame = frame.outer()) {
      boolean same =
          election == null || frame.election() == null || election.equals(frame.election());
      if (frame.of() == this && same) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether everything would wait for the caller, answers too. */
  boolean waitsForCaller() {
    for (Frame frame = CURRENT.get(); frame != null; frame = frame.outer()) {
      if (frame.of() == this && frame.election() == null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns a Mono that completes at once for whoever would block on it and wait for himself, and
   * otherwise when it is done.
   */
  Mono<Void> unlessForCaller(@Nullable String election, Mono<Void> done) {
    return new Mono<>() {
      @Override
      public void subscribe(CoreSubscriber<? super Void> actual) {
        if (waitsForCaller(election) && blocks(actual)) {
          done.subscribe(nothing -> {}, failure -> {});
          Operators.complete(actual);
        } else {
          (blocks(actual) ? blockedOn(done) : done).subscribe(actual);
        }
      }
    };
  }

  /** Returns a Mono that somebody blocks for as long as he is subscribed to it. */
  <T> Mono<T> blockedOn(Mono<T> done) {
    return Mono.defer(
        () -> {
          blocked.incrementAndGet();
          return done.doFinally(end -> blocked.decrementAndGet());
        });
  }

  /** Returns whether somebody blocks until something has ended, on a thread of whomever. */
  boolean anyoneBlocked() {
    return blocked.get() > 0;
  }

  /** Returns whether somebody blocks the calling thread until this has its answer. */
  static boolean blocks(CoreSubscriber<?> subscriber) {
    Scannable first = Scannable.from(subscriber);
    return isBlocking(first) || first.actuals().anyMatch(Inside::isBlocking);
  }

  /** Reactor tells it by the name of a class only; should that change, whoever blocks waits. */
  private static boolean isBlocking(Scannable subscriber) {
    return subscriber.getClass().getName().startsWith("reactor.core.publisher.Blocking");
  }

  /** Returns a scheduler whose tasks everything would wait for. */
  Scheduler scheduler(Scheduler lent) {
    return new Marked(lent, this);
  }

  private record Marked(Scheduler lent, Inside inside) implements Scheduler {

    private Runnable marked(Runnable task) {
      return () -> inside.callback(task);
    }

    @Override
    public long now(TimeUnit unit) {
      return lent.now(unit);
    }

    @Override
    public Disposable schedule(Runnable task) {
      return lent.schedule(marked(task));
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      return lent.schedule(marked(task), delay, unit);
    }

    @Override
    public Worker createWorker() {
      return new MarkedWorker(lent.createWorker(), inside);
    }

    @Override
    public boolean isDisposed() {
      return lent.isDisposed();
    }

    @Override
    public void dispose() {
      lent.dispose();
    }
  }

  private record MarkedWorker(Scheduler.Worker lent, Inside inside) implements Scheduler.Worker {

    @Override
    public Disposable schedule(Runnable task) {
      return lent.schedule(() -> inside.callback(task));
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
      return lent.schedule(() -> inside.callback(task), delay, unit);
    }

    @Override
    public boolean isDisposed() {
      return lent.isDisposed();
    }

    @Override
    public void dispose() {
      lent.dispose();
    }
  }
}
