package io.election4j.testkit.guard;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What came of schedules. Safe for use by many threads. */
public final class GuardTally {

  /** What is counted. */
  public enum Count {
    /** Schedules run to their end. */
    SCHEDULES,
    /** Guards asked that let the leadership through. */
    ADMITTED,
    /** Guards asked that refused because the term was over. */
    REFUSED,
    /** Transactions that the database ended because of others' locks or changes. */
    FAILED,
    /** Transactions committed with a write. */
    COMMITTED,
    /** Claims and vacations begun while a guard held the record. */
    MET_A_GUARD,
    /** Terms ended by a claim of a rival. */
    TAKEN_OVER,
    /** Terms ended by a vacation. */
    VACATED,
    /** Claims and vacations that were not applied, or nobody knows. */
    HELD_OFF,
    /** True leaders whom the guard refused: it is too strict. */
    REFUSED_IN_OFFICE,
    /** Guards that let a term through after it was over. */
    ADMITTED_LATE,
    /** Writes committed after their term was over: what a guard must prevent. */
    LATE
  }

  private final Map<Count, Long> counts = new EnumMap<>(Count.class);

  /** Nothing is counted yet. */
  GuardTally() {}

  synchronized void add(Count what, long number) {
    counts.merge(what, number, Long::sum);
  }

  void add(Count what) {
    add(what, 1);
  }

  /** Returns one of the counts. */
  public synchronized long of(Count what) {
    return counts.getOrDefault(what, 0L);
  }

  /** Returns all counts but zeros, for a person. */
  @Override
  public synchronized String toString() {
    return counts.entrySet().stream()
        .filter(count -> count.getValue() > 0)
        .map(
            count -> count.getValue() + " " + count.getKey().name().toLowerCase().replace('_', ' '))
        .collect(Collectors.joining(", "));
  }
}
