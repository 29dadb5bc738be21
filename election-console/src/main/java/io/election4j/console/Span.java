package io.election4j.console;

import io.election4j.cli.ElectionView.State;
import java.util.ArrayList;
import java.util.List;

/**
 * For how long an election stood as it did.
 *
 * @param state whether somebody led
 * @param leader who did; empty if nobody
 * @param term of the leader or the last one
 * @param fromMillis when that was first seen, on the console's clock
 * @param toMillis when something else was seen; the time of the answer if that has not happened
 */
record Span(State state, String leader, long term, long fromMillis, long toMillis) {

  /** How many are told of one election. */
  static final int MOST = 100;

  /**
   * Returns the last of one election, the oldest first.
   *
   * @param changes all that are kept, the oldest first
   * @param knownMillis since when all changes are kept
   */
  static List<Span> of(Row row, List<Change> changes, long knownMillis) {
    List<Span> spans = new ArrayList<>();
    long from = knownMillis;
    for (Change change : changes) {
      Stand before = change.before();
      if (before != null && !before.equals(change.after())) {
        spans.add(span(before, from, change.atMillis()));
      }
      if (before == null || !before.equals(change.after())) {
        from = change.atMillis();
      }
    }
    spans.add(span(row.stand(), row.sinceMillis(), DisplayClock.millis()));
    return List.copyOf(spans.subList(Math.max(0, spans.size() - MOST), spans.size()));
  }

  private static Span span(Stand stand, long from, long to) {
    return new Span(stand.state(), stand.leader(), stand.term(), from, to);
  }
}
