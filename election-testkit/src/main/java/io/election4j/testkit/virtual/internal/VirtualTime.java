package io.election4j.testkit.virtual.internal;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * True time, which passes only when told to, and what happens in it: in the order of time, and at
 * one time in the order of asking. Not thread-safe.
 */
public final class VirtualTime {

  private record Event(long at, long number, Runnable what) {}

  private static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::at).thenComparingLong(Event::number);

  /** Nobody does so much at one time who does not go round in circles. */
  private static final int MOST_AT_ONCE = 10_000_000;

  private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
  private long now;
  private long numbers;
  private int atOnce;

  /** Starts at 0. */
  public VirtualTime() {}

  /** Returns how many nanoseconds have passed. */
  public long now() {
    return now;
  }

  /** Lets something happen at a time; at once, but after what is under way, if that has passed. */
  public void at(long nanos, Runnable what) {
    events.add(new Event(Math.max(now, nanos), numbers++, what));
  }

  /**
   * Lets nanoseconds pass, and happen what is due until then.
   *
   * @throws IllegalStateException if something happens again and again and no time passes
   */
  public void pass(long nanos) {
    long end = now + nanos;
    for (Event next = events.peek(); next != null && next.at <= end; next = events.peek()) {
      events.remove();
      atOnce = next.at == now ? atOnce + 1 : 0;
      if (atOnce > MOST_AT_ONCE) {
        throw new IllegalStateException("time stands still at " + now + " ns: " + next.what);
      }
      now = next.at;
      next.what.run();
    }
    now = end;
  }
}
