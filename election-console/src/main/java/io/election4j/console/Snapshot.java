package io.election4j.console;

import io.election4j.cli.LeaseView;
import io.election4j.cli.ParticipantView;
import java.util.List;
import java.util.Map;

/**
 * What was read last.
 *
 * @param rows all elections, in the order of their names
 * @param byName the same
 * @param participants all live candidates
 * @param beats when each lease was last seen to change, on the clock of {@link System#nanoTime}
 * @param readNanos when it was read, on the same clock
 */
record Snapshot(
    List<Row> rows,
    Map<String, Row> byName,
    List<ParticipantView> participants,
    Map<String, Long> beats,
    long readNanos) {

  /** Returns what there is before anything was read. */
  static Snapshot nothing() {
    return new Snapshot(List.of(), Map.of(), List.of(), Map.of(), System.nanoTime());
  }

  Snapshot with(List<ParticipantView> others) {
    return new Snapshot(rows, byName, others, beats, readNanos);
  }

  /** Returns for how long a lease was not seen to change until now; that of a lost store grows. */
  long silentMillis(LeaseView lease) {
    long now = System.nanoTime();
    return (now - beats.getOrDefault(lease.id(), now)) / 1_000_000;
  }

  long ageMillis() {
    return (System.nanoTime() - readNanos) / 1_000_000;
  }
}
