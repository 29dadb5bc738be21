package io.election4j;

import java.util.Optional;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One election that this process takes part in, as a candidate or as an observer.
 *
 * <p>Safe for use by many threads. Nothing here blocks but {@link #campaign} and {@link #close}.
 */
public interface Election extends AutoCloseable {

  /** Returns the name, exactly as given. */
  String name();

  /**
   * Returns what happens from the subscription on, beginning with the state at that time. Every
   * subscriber has its own unbounded queue, so that a slow one loses nothing and delays nobody.
   * Completes after this process has left, fails only if the store is misconfigured.
   */
  Flux<ElectionEvent> events();

  /**
   * Returns who leads, as far as this process knows; empty if nobody does or it has not been read
   * yet.
   */
  Optional<Leader> leader();

  /** Returns this process's leadership while it is valid. */
  Optional<Leadership> leadership();

  /** Returns a snapshot for people and logs. */
  ElectionStatus status();

  /**
   * Runs work whenever this process leads: subscribes to it when elected, cancels it when
   * leadership ends, and again at the next time. If the work completes, nothing more runs until the
   * next election; if it fails, the returned Flux fails, and no other work is touched.
   *
   * <p>The work counts as stopped when its cancellation has returned; only then is the office left,
   * if it is left in peace. It runs on a worker scheduler that renews nothing.
   *
   * @return what the work emits; completes after this process has left
   */
  <T> Flux<T> whileLeading(Function<Leadership, ? extends Publisher<T>> work);

  /** Runs a worker whenever this process leads, until disposed or left. */
  Disposable lead(LeaderWorker worker);

  /** Runs a worker whenever another process leads, until disposed or left. */
  Disposable follow(FollowerWorker worker);

  /**
   * Blocks and keeps electing: runs work on the calling thread whenever this process leads,
   * interrupts it when leadership ends, and returns after this process has left. Not to be called
   * from a Reactor thread.
   *
   * @throws InterruptedException if the calling thread is interrupted by someone else
   * @throws Exception whatever the work throws, unless it was interrupted because leadership ended
   */
  void campaign(BlockingWork work) throws Exception;

  /**
   * Leaves the election: the work is stopped first, then the office is left, then this completes.
   * The election can be joined again later.
   */
  Mono<Void> leave();

  /** {@linkplain #leave() Leaves}, and waits for it. Not to be called from a Reactor thread. */
  @Override
  void close();

  /** Work that blocks the thread that runs it. */
  @FunctionalInterface
  interface BlockingWork {

    /** Does the work; interrupted when leadership ends. */
    void run(Leadership leadership) throws Exception;
  }
}
