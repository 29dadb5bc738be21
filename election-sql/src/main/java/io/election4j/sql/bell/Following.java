package io.election4j.sql.bell;

import io.election4j.spi.LeaseId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom to listen to, by what is read. Several processes may read through one store, each about
 * others, so a leader is forgotten when all should have read twice and none has asked for it.
 */
final class Following {

  private static final int READS = 2;

  private final Map<LeaseId, Integer> missed = new LinkedHashMap<>();

  /**
   * Takes note of one read.
   *
   * @param readers how many read
   * @return whom to listen to, in the order in which they were seen first
   */
  synchronized List<LeaseId> seen(Collection<LeaseId> leaders, int readers) {
    missed.replaceAll((leader, times) -> times + 1);
    leaders.forEach(leader -> missed.put(leader, 0));
    missed.values().removeIf(times -> times > READS * readers);
    return List.copyOf(missed.keySet());
  }
}
