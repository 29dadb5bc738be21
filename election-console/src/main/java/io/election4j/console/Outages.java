package io.election4j.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * When the store did not answer: the last {@value #MOST} times.
 *
 * <p>Safe for use by many threads.
 */
final class Outages {

  static final int MOST = 100;

  private static final long GOES_ON = -1;

  private final Deque<Outage> outages = new ArrayDeque<>();

  /**
   * A time of which nothing is known.
   *
   * @param fromMillis when it had answered last, on the console's clock
   * @param toMillis when it answered again; the time of the answer if that has not happened
   */
  record Outage(long fromMillis, long toMillis) {}

  /** Says that it has not answered since then; nothing is new if that was said. */
  synchronized void began(long atMillis) {
    if (!goesOn()) {
      outages.addLast(new Outage(atMillis, GOES_ON));
      if (outages.size() > MOST) {
        outages.removeFirst();
      }
    }
  }

  /** Says that it answers; nothing is new if it did. */
  synchronized void ended(long atMillis) {
    if (goesOn()) {
      outages.addLast(new Outage(outages.removeLast().fromMillis(), atMillis));
    }
  }

  /** Returns them, the oldest first. */
  synchronized List<Outage> until(long nowMillis) {
    List<Outage> all = new ArrayList<>(outages);
    if (goesOn()) {
      all.set(all.size() - 1, new Outage(outages.getLast().fromMillis(), nowMillis));
    }
    return List.copyOf(all);
  }

  private boolean goesOn() {
    return !outages.isEmpty() && outages.getLast().toMillis() == GOES_ON;
  }
}
