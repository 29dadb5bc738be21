package io.election4j;

import io.election4j.spi.LeaseId;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * One term of this process in one election.
 *
 * <p>Validity is a matter of time: it is computed at every call, needs no thread to run to become
 * false, and once false for a term stays false. It is safe for use by many threads, and never
 * blocks.
 */
public interface Leadership {

  /** Returns the election's name. */
  String election();

  /** Returns the fencing token: higher than that of every earlier leader of this election. */
  long term();

  /**
   * Returns the lease that this term was won under. The election's record names both while nobody
   * else has been elected, which is what a guard of writes compares.
   */
  LeaseId lease();

  /**
   * Returns whether this process may still act as the leader of this term: its lease is still
   * trusted on the monotonic clock and on the wall clock, whichever is the more pessimistic, and
   * nothing has ended the term.
   *
   * <p>What is done after a check is done later than the check. Hand {@link #term()} to the
   * resource, or ask for {@link #remaining()} first.
   */
  boolean isValid();

  /**
   * Returns how long {@link #isValid()} stays true if no renewal succeeds from now on; zero if it
   * is false.
   */
  Duration remaining();

  /**
   * Returns the point on {@link System#nanoTime()}'s clock at which {@link #isValid()} turns false
   * if no renewal succeeds from now on; for handing to another process on this machine, again and
   * again, since every renewal moves it. May lie in the past.
   */
  long deadlineNanos();

  /** Returns what is known of the leader before. */
  Predecessor predecessor();

  /**
   * Says that this leader is ready: followers are told who and where it is. Where this process does
   * not stand {@linkplain Candidacy#confirmed() confirmed}, they are told at once, and this says
   * nothing new.
   *
   * @return completes when that is stored; fails with an {@link IllegalStateException} if the
   *     leadership has ended before, and with a {@link io.election4j.spi.StoreException} that says
   *     UNSTORABLE if the store can never keep this text as it is; then what was stored before
   *     stays, and so does the leader
   */
  Mono<Void> ready();

  /**
   * As {@link #ready()}, with attributes that are not known before the work has started, a port for
   * instance. They replace those of the same name, for this term.
   *
   * @param attributes together with the candidate's at most 4 KiB in UTF-8
   * @throws IllegalArgumentException if they are more, or elections set one of these themselves
   */
  Mono<Void> ready(Map<String, String> attributes);

  /**
   * Proclaims a value to all who look at the election; it is handed to the next leader, too. Of
   * several at the same time the last one counts; all complete once it, or they themselves, are
   * stored.
   *
   * @param value at most 4 KiB in UTF-8
   * @return as of {@link #ready()}
   * @throws IllegalArgumentException if the value is longer
   */
  Mono<Void> proclaim(String value);
}
