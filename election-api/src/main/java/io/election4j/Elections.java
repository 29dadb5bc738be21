package io.election4j;

import io.election4j.spi.LeaseStore;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * All the elections of one process on one store: one lease, one heartbeat, one read per poll and
 * one change subscription, however many elections it joins.
 *
 * <p><b>When things happen</b>, here and in {@link Election}, {@link Leadership} and {@link
 * ElectionGroup}: what returns a Mono or a Flux does nothing before that is subscribed to, and does
 * it again for every subscriber; everything else is under way when the method returns. Arguments
 * are checked at once either way.
 *
 * <p>Safe for use by many threads. Nothing here blocks but {@link #close()}.
 */
public interface Elections extends AutoCloseable {

  /** Returns a builder of elections on this store. The store is closed with them. */
  static ElectionsBuilder builder(LeaseStore store) {
    return new ElectionsBuilder(store);
  }

  /**
   * Completes when the store is prepared; fails if it is misconfigured, or with an {@link
   * IllegalStateException} if these elections are closed before. Until then nothing is read or
   * claimed; while the store is merely unreachable, preparing is tried again and again.
   */
  Mono<Void> prepared();

  // == Taking part ==

  /**
   * Stands for election. Joining again while taking part returns the same election, as a candidate,
   * on the terms of the first time.
   *
   * @param election 1 to 200 characters, no control characters, no space at either end; by
   *     convention a path
   * @throws IllegalArgumentException if the name is not so
   * @throws IllegalStateException after {@link #close()}
   */
  Election join(String election);

  /**
   * Stands for election on these terms; otherwise as {@link #join(String)}.
   *
   * @throws IllegalStateException also if this process stands in it already, on other terms
   */
  Election join(String election, Candidacy candidacy);

  /**
   * Watches an election without standing in it and without writing anything; otherwise as {@link
   * #join(String)}.
   */
  Election observe(String election);

  /** {@linkplain #join(String) Joins} all of these, in their order. */
  List<Election> joinAll(Collection<String> elections);

  /**
   * {@linkplain #join(String) Joins} all elections of the store whose names start with a prefix,
   * and those to come: the store is asked again after every lease. One that is left is not joined
   * again.
   *
   * @param prefix compared exactly; empty for all
   * @return each election as it is joined, until cancelled; cancelling leaves none. Completes when
   *     these elections are closed
   * @throws IllegalArgumentException if the store is no {@link io.election4j.spi.ElectionDirectory}
   */
  Flux<Election> joinMatching(String prefix);

  /**
   * Shares elections with the other members of the group that this process is a {@linkplain
   * ElectionsBuilder#memberOf member} of: it stands in its share of them.
   *
   * @param elections the same for all members
   * @throws IllegalArgumentException if it is a member of no group or of several, or a name is none
   * @throws IllegalStateException if this process stands in one of them already
   */
  ElectionGroup group(Collection<String> elections);

  /**
   * As {@link #group(Collection)}, for a member of several groups.
   *
   * @throws IllegalArgumentException also if it is no member of this one
   */
  ElectionGroup group(String group, Collection<String> elections);

  // == What happens, and what is so ==

  /** Returns what happens in all elections of this process, from the subscription on. */
  Flux<ElectionEvent> events();

  /**
   * Returns what happens to the store from the subscription on, beginning with {@link
   * StoreEvent.Unavailable} if it is not available then. Queues and ends as {@link
   * Election#events()}.
   */
  Flux<StoreEvent> storeEvents();

  /**
   * Returns every call of the store from the subscription on, when it has ended; costs nothing
   * while nobody subscribes. Queues and ends as {@link Election#events()}.
   */
  Flux<StoreCall> storeCalls();

  /**
   * Returns the live processes that stand in elections and are {@linkplain ElectionsBuilder#visible
   * visible}, this one included, by name, as far as known; empty unless this process is visible.
   */
  List<Participant> participants();

  /** Returns the {@link #participants()}: those of now, and all of them after every change. */
  Flux<List<Participant>> participantChanges();

  /** Returns everything that this process knows of its elections now. */
  ElectionsStatus status();

  /** Returns who this process stands as. */
  Candidate candidate();

  /** Returns the durations in force. */
  Timing timing();

  // == Moving leadership ==

  /**
   * Hands over all that this process leads, and stands nowhere until {@link #resume()}: before a
   * deploy, for instance.
   *
   * @return completes when it leads nothing, at once for {@code block()} in work, as of {@link
   *     Election}; fails with an {@link IllegalStateException} if resumed before
   */
  Mono<Void> drain();

  /**
   * Stands again after {@link #drain()}, or after somebody requested it.
   *
   * @return completes when it does, at once for {@code block()} in work
   */
  Mono<Void> resume();

  /**
   * Asks the leader of an election for something, in the election's record; it obeys as soon as it
   * has read that. This process need not take part.
   *
   * @return whether somebody led, and so was asked; fails with a {@link
   *     io.election4j.spi.StoreException}, after twice the operation timeout at the latest: it may
   *     have been asked then, and asking again does no harm; fails with an {@link
   *     IllegalStateException} after {@link #close()}
   * @throws IllegalArgumentException if the name is none
   */
  Mono<Boolean> request(String election, Request request);

  // == End ==

  /**
   * Leaves all elections: stops the work, hands over what it leads, ends the lease, closes the
   * store. Takes at most one lease, and what the store needs to close; what is not done by then is
   * left to run out. Idempotent. Whatever is called meanwhile, or afterwards, ends.
   */
  Mono<Void> closeLater();

  /**
   * {@linkplain #closeLater() Closes}, and waits for it; also on an interrupted thread, which stays
   * so, and in a shutdown hook of the JVM. When it returns, our own threads have ended, but for the
   * calling one and those that user code holds up for more than the {@linkplain Timing#grace()
   * grace}. It returns after two leases at the latest. Called in work or a callback that it would
   * wait for, it does not wait: everything is closed when that has returned.
   *
   * @throws IllegalStateException on a Reactor thread, unless it need not wait
   */
  @Override
  void close();
}
