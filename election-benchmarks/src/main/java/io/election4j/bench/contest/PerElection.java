package io.election4j.bench.contest;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A contestant of a library that has something of its own for each election.
 *
 * @param <H> what it has
 */
abstract class PerElection<H> implements Contestant {

  private final Map<String, H> standing = new ConcurrentHashMap<>();

  /** Begins to stand; returns soon. */
  abstract H begin(String election);

  /** Leaves in peace. */
  abstract void end(String election, H handle);

  /** Closes what all of them share. */
  abstract void disconnect();

  @Override
  public void stand(Collection<String> elections) {
    elections.forEach(election -> standing.put(election, begin(election)));
  }

  /** It tells of nobody who leads: whoever stands counts as one who knows. */
  @Override
  public int known() {
    return standing.size();
  }

  @Override
  public void leave(String election) {
    H handle = standing.remove(election);
    if (handle != null) {
      end(election, handle);
    }
  }

  /** Its server counts. */
  @Override
  public Map<String, Long> commands() {
    return Map.of();
  }

  @Override
  public void close() {
    standing.keySet().forEach(this::leave);
    disconnect();
  }
}
