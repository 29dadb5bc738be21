package io.election4j.spi.support;

import static java.util.Objects.requireNonNull;

import io.election4j.spi.LeaseStore;
import java.time.Duration;

/**
 * Makes a {@link LeaseStore} of a {@link BlockingLeaseStore}.
 *
 * <p><b>Threads.</b> Every store made here has its own, all daemons: {@link Options#threads} of
 * them for calls, one for renewals, which therefore wait behind nothing else, and one that watches
 * the time. They are platform threads: there are too few for virtual ones to save anything, and
 * before Java 24 a virtual thread that waits inside a driver's {@code synchronized} would keep one
 * of the few carriers of the whole application.
 *
 * <p><b>Time.</b> A call, with its wait for a thread, is answered within {@link Options#timeout}:
 * by the store, or as UNAVAILABLE. When that is over, a call that waits is never begun, and the
 * thread of one that runs is interrupted. If it has not come back 1 s later (after the time-out
 * once more, if that is shorter) it counts as stuck, and another one takes its place, up to {@value
 * Lane#SPARE} for calls and one for renewals. When those are stuck, too, calls fail until one comes
 * back. So a store whose driver has no time-out costs a bounded number of threads, and works again
 * once its server answers.
 *
 * <p><b>Queue.</b> At most {@value Lane#MOST_WAITING} calls wait for a thread; one more fails as
 * UNAVAILABLE at once.
 *
 * <p><b>Cancelling</b> detaches: a call that waits is not begun, one that runs goes on, and its
 * answer is dropped.
 *
 * <p><b>Answers</b> arrive on the thread that made the call, failures for lack of time on the one
 * that watches it. Subscribing never blocks.
 *
 * <p><b>Texts of failures</b> are one line. What looks like a password, in a URL or behind a name
 * such as {@code password=}, is replaced by asterisks; then the cause, whose text has it, is left
 * out.
 *
 * <p><b>Closing</b> answers calls that wait as UNAVAILABLE, waits at most 2 s for those that run,
 * then interrupts them; closes the blocking store, for which it waits 2 s more; and ends the
 * threads. On a thread of the store's own, or one that Reactor lets nobody block, it only begins to
 * do so. Idempotent. Calls made later fail as UNAVAILABLE.
 */
public final class BlockingLeaseStores {

  private BlockingLeaseStores() {}

  /**
   * How a blocking store is called.
   *
   * @param name how its threads are called, with what they are for and a number behind it; 1 to 100
   *     characters; {@code election-store} unless set
   * @param threads how many calls that are no renewals run at a time: 1, the default, to 64. The
   *     store needs one connection more, for renewals
   * @param timeout how long a call takes at most: from 10 ms to 10 minutes, 10 s unless set. The
   *     engine waits no longer than 100 ms to 3 s for an answer, by the lease time, but 60 s for
   *     {@code prepare}
   */
  public record Options(String name, int threads, Duration timeout) {

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    public Options {
      requireNonNull(timeout, "timeout");
      if (name.isBlank() || name.length() > 100) {
        throw new IllegalArgumentException("name '" + name + "' is not 1 to 100 characters");
      }
      if (threads < 1 || threads > 64) {
        throw new IllegalArgumentException("threads " + threads + " is not between 1 and 64");
      }
      if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "timeout " + timeout + " is not between 10 ms and 10 minutes");
      }
    }

    /** Returns the defaults. */
    public static Options defaults() {
      return new Options("election-store", 1, Duration.ofSeconds(10));
    }

    /** Returns these with another name. */
    public Options withName(String other) {
      return new Options(other, threads, timeout);
    }

    /** Returns these with another number of threads. */
    public Options withThreads(int other) {
      return new Options(name, other, timeout);
    }

    /** Returns these with another time-out. */
    public Options withTimeout(Duration other) {
      return new Options(name, threads, other);
    }
  }

  /** Returns a store on a blocking one, which is closed with it, with the default options. */
  public static LeaseStore reactive(BlockingLeaseStore store) {
    return reactive(store, Options.defaults());
  }

  /**
   * Returns a store on a blocking one, which is closed with it. It is an {@link
   * io.election4j.spi.ElectionDirectory} or {@link io.election4j.spi.LeaseDirectory} if that is a
   * blocking one, and an {@link io.election4j.spi.ChangePush} if that is one. No thread is started
   * before the first call.
   */
  public static LeaseStore reactive(BlockingLeaseStore store, Options options) {
    return Abilities.of(requireNonNull(store, "store"), options);
  }
}
