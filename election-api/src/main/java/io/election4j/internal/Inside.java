package io.election4j.internal;

import io.election4j.Elections;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;

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

  /** Returns a callback that everything would wait for. */
  Runnable marked(Runnable callback) {
    return () -> run(null, callback::run);
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

  // == Those who block ==

  /**
   * Refuses to go on where blocking is forbidden.
   *
   * @throws IllegalStateException on a Reactor thread
   */
  static void requireBlocking(String method, String instead) {
    if (Schedulers.isInNonBlockingThread()) {
      throw new IllegalStateException(
          "%s blocks and must not be called on Reactor thread %s; subscribe to %s instead"
              .formatted(method, Thread.currentThread().getName(), instead));
    }
  }

  /**
   * Waits for something that never fails and leaves an election, or all for {@code null}, but no
   * longer than this; not at all if that would wait for the caller. An interrupt does not cut the
   * waiting short unless it tells the work that the caller is in to stop; the interrupt status is
   * kept.
   *
   * @return whether it has waited
   * @throws IllegalStateException on a Reactor thread, which must not be blocked
   */
  boolean await(@Nullable String election, Mono<Void> left, Duration patience) {
    if (waitsForCaller(election)) {
      left.subscribe(nothing -> {}, failure -> {});
      return false;
    }
    requireBlocking("close()", "leave() or closeLater()");
    CountDownLatch latch = new CountDownLatch(1);
    Disposable waiting =
        blockedOn(left).doFinally(end -> latch.countDown()).subscribe(nothing -> {}, failure -> {});
    long end = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    while (!(interrupted && Interruptible.asked())) {
      try {
        latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        break;
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    waiting.dispose();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
