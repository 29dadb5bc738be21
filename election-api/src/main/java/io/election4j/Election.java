package io.election4j;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One election that this process takes part in, as a candidate or as an observer.
 *
 * <p>Safe for use by many threads. Nothing here blocks but {@link #campaign} and {@link #close}.
 * What returns a Mono or a Flux is lazy, as {@link Elections} says.
 *
 * <p>Everything may be called from work and from callbacks. What would wait there for the work of
 * this election to stop, in that very work, does not: {@link #close}, and {@code block()} on what
 * {@link #leave}, {@link #stepDown} and {@link #transferTo} return, come back at once, and the
 * leadership is given up when the work has returned. The work is told to stop meanwhile, so {@code
 * block()} may also throw because it is interrupted.
 *
 * <p>After the end of these elections nothing fails but what needs an answer: all that was returned
 * completes.
 */
public interface Election extends AutoCloseable {

  /** Returns the name, exactly as given. */
  String name();

  /**
   * Returns what happens from the subscription on, beginning with the state at that time. Every
   * subscriber has its own unbounded queue, so that a slow one loses nothing and delays nobody.
   * Completes after this process has left. Fails only if the store is misconfigured, or can never
   * keep what this election needs: its name, or an attribute of this candidate; then it is left.
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

  /** As {@link #whileLeading(Function, OnFailure)}, with {@link OnFailure#fail()}. */
  default <T> Flux<T> whileLeading(Function<Leadership, ? extends Publisher<T>> work) {
    return whileLeading(work, OnFailure.fail());
  }

  /**
   * Runs work whenever this process leads: subscribes to it when elected, cancels it when
   * leadership ends, and again at the next time. If the work completes, nothing more runs until the
   * next election.
   *
   * <p>The work counts as stopped when its cancellation has returned; only then is the leadership
   * given up, if it is left in peace. It is subscribed to on the callback scheduler, which renews
   * nothing, and cancelled on another thread if users have lent that one.
   *
   * @param onFailure what becomes of a failure: {@link OnFailure} says what counts as one
   * @return what the work emits; completes after this process has left
   */
  <T> Flux<T> whileLeading(Function<Leadership, ? extends Publisher<T>> work, OnFailure onFailure);

  /** As {@link #callWhileLeading(BlockingCall, OnFailure)}, with {@link OnFailure#fail()}. */
  default <T> Flux<T> callWhileLeading(BlockingCall<T> work) {
    return callWhileLeading(work, OnFailure.fail());
  }

  /**
   * Calls something that blocks whenever this process leads: once for every term, on the executor
   * of {@link ElectionsBuilder#workers}, whose threads may be virtual. It is interrupted when
   * leadership ends, and counts as stopped when it has returned; only then is the leadership given
   * up, if it is left in peace.
   *
   * @param onFailure as of {@link #whileLeading(Function, OnFailure)}
   * @return what the calls return, even after the end of their term; {@code null} is left out.
   *     Completes after this process has left
   */
  <T> Flux<T> callWhileLeading(BlockingCall<T> work, OnFailure onFailure);

  /** As {@link #lead(LeaderWorker, OnFailure)}, stepping down for one lease. */
  Disposable lead(LeaderWorker worker);

  /**
   * Runs a worker whenever this process leads, until disposed or left.
   *
   * @param onFailure as of {@link #whileLeading(Function, OnFailure)}: a worker fails by not
   *     starting
   */
  Disposable lead(LeaderWorker worker, OnFailure onFailure);

  /**
   * Runs a worker whenever another process leads and is {@linkplain Leader#ready() ready}, until
   * disposed or left.
   */
  Disposable follow(FollowerWorker worker);

  /** As {@link #campaign(BlockingWork, OnFailure)}, with {@link OnFailure#fail()}. */
  default void campaign(BlockingWork work) throws Exception {
    campaign(work, OnFailure.fail());
  }

  /**
   * Blocks and keeps electing: runs work on the calling thread whenever this process leads,
   * interrupts it when leadership ends, and returns after this process has left. Not to be called
   * from a Reactor thread. In the work of another campaign, it ends when that is interrupted.
   *
   * @param onFailure as of {@link #whileLeading(Function, OnFailure)}
   * @throws IllegalStateException on a Reactor thread, or if the store is misconfigured
   * @throws InterruptedException if the calling thread is interrupted by someone else
   * @throws Exception what the work fails with, if {@code onFailure} is {@link OnFailure.Fail}
   */
  void campaign(BlockingWork work, OnFailure onFailure) throws Exception;

  /**
   * Steps down, if this process leads: the work is stopped first, then the leadership is left to
   * anyone.
   *
   * @param coolDown how long this process does not stand again after that; zero to one day
   * @return completes when this process does not lead any more, at once if it does not now
   * @throws IllegalArgumentException if the cool-down is out of bounds
   */
  Mono<Void> stepDown(Duration coolDown);

  /**
   * Hands over to another candidate, if this process leads: as {@link #stepDown} for one lease,
   * while the others hold back for min(T/5, 1 s). Whoever is fastest then leads if that candidate
   * is not there or not willing.
   *
   * @param candidate the name of whoever is to lead
   * @return as of {@link #stepDown}
   * @throws IllegalArgumentException if the name is none
   */
  Mono<Void> transferTo(String candidate);

  /**
   * Leaves the election: the work is stopped first, then the leadership is given up, then this
   * completes. The election can be joined again later.
   */
  Mono<Void> leave();

  /**
   * {@linkplain #leave() Leaves}, and waits for it, for the {@linkplain
   * ElectionsBuilder#stopTimeout stop time-out} and one lease at most: work that has not stopped by
   * then goes on leading. Also on an interrupted thread, which stays so. Called in the work of this
   * election it does not wait; in other work it waits until that is told to stop.
   *
   * @throws IllegalStateException on a Reactor thread, unless it need not wait
   */
  @Override
  void close();

  /** Work that blocks the thread that runs it, and has a result. */
  @FunctionalInterface
  interface BlockingCall<T> {

    /** Does the work; interrupted when leadership ends. */
    @Nullable T call(Leadership leadership) throws Exception;
  }

  /** Work that blocks the thread that runs it. */
  @FunctionalInterface
  interface BlockingWork {

    /** Does the work; interrupted when leadership ends. */
    void run(Leadership leadership) throws Exception;
  }
}
