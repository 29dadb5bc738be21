package io.election4j.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last changes, {@value #MOST} at the most.
 *
 * <p>Safe for use by many threads.
 */
final class History {

  /** How many changes are kept. */
  static final int MOST = 10_000;

  private final Deque<Change> changes = new ArrayDeque<>();
  private long last;

  /** Adds a change under the next number, and wakes those who wait. */
  synchronized void add(Change change) {
    changes.addLast(
        new Change(
            ++last,
            change.atMillis(),
            change.election(),
            change.kind(),
            change.before(),
            change.after()));
    if (changes.size() > MOST) {
      changes.removeFirst();
    }
    notifyAll();
  }

  /** Waits until there is a change after this number, but not longer than {@code millis}. */
  synchronized void await(long number, long millis) throws InterruptedException {
    if (last <= number) {
      wait(millis);
    }
  }

  /** Returns the number of the last change; 0 if there was none. */
  synchronized long last() {
    return last;
  }

  /** Returns the number before those of the last {@code recent} changes. */
  synchronized long oldest(int recent) {
    return last - Math.min(recent, changes.size());
  }

  /** Returns since when all changes are kept: this time, unless there were too many. */
  synchronized long completeSince(long startedMillis) {
    return last == changes.size() ? startedMillis : changes.getFirst().atMillis();
  }

  /** Returns whether all changes after this number are still kept. */
  synchronized boolean reaches(long number) {
    return number <= last && last - number <= changes.size();
  }

  /** Returns the first {@code limit} changes after this number. */
  synchronized List<Change> after(long number, int limit) {
    return changes.stream().filter(change -> change.number() > number).limit(limit).toList();
  }

  /** Returns the changes of these elections, the oldest first; none for those without any. */
  synchronized Map<String, List<Change>> of(Collection<String> elections) {
    Map<String, List<Change>> found = new HashMap<>();
    elections.forEach(election -> found.put(election, new ArrayList<>()));
    for (Change change : changes) {
      List<Change> theirs = found.get(change.election());
      if (theirs != null) {
        theirs.add(change);
      }
    }
    return found;
  }
}
