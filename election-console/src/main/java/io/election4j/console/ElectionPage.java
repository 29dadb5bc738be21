package io.election4j.console;

import io.election4j.cli.ElectionView.State;
import io.election4j.console.Outages.Outage;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Some of the elections that somebody wants to see, and figures of all of those; its JSON form is
 * described in {@code openapi.json}.
 *
 * @param outages when nothing was read, the oldest first
 * @param total how many elections there are
 * @param matching how many of them match
 * @param counts how many of the matching are in each state
 * @param folders what comes after the prefix up to the next {@code /}, with how many; the most
 *     first
 * @param shares how many of the matching each leads; who leads the most first
 */
record ElectionPage(
    StoreState store,
    long nowMillis,
    long startedMillis,
    List<Outage> outages,
    int total,
    int matching,
    int offset,
    Map<String, Integer> counts,
    List<Share> folders,
    List<Share> shares,
    List<ElectionItem> items) {

  static ElectionPage of(Model model, ElectionQuery query, Slice slice) {
    Snapshot snapshot = model.snapshot();
    List<Row> matching = query.of(snapshot.rows());
    List<Row> shown = slice.of(matching);
    List<String> names = shown.stream().map(row -> row.view().election()).toList();
    Map<String, List<Change>> changes = model.history().of(names);
    List<ElectionItem> items =
        shown.stream()
            .map(row -> item(model, row, changes.getOrDefault(row.view().election(), List.of())))
            .toList();
    long now = DisplayClock.millis();
    return new ElectionPage(
        model.store(),
        now,
        model.startedMillis(),
        model.outages().until(now),
        snapshot.rows().size(),
        matching.size(),
        slice.offset(),
        counts(matching),
        folders(matching, query.prefix()),
        shares(matching),
        items);
  }

  static ElectionItem item(Model model, Row row, List<Change> changes) {
    long known = model.history().completeSince(model.startedMillis());
    return ElectionItem.of(row, model.snapshot(), Span.of(row, changes, known));
  }

  static Map<String, Integer> counts(Collection<Row> rows) {
    Map<String, Integer> counts = new TreeMap<>();
    for (State state : List.of(State.LED, State.LAPSED, State.VACANT)) {
      counts.put(state.text(), 0);
    }
    rows.forEach(row -> counts.merge(row.view().state().text(), 1, Integer::sum));
    return counts;
  }

  private static List<Share> folders(List<Row> rows, String prefix) {
    Map<String, Integer> counts = new HashMap<>();
    for (Row row : rows) {
      int slash = row.view().election().indexOf('/', prefix.length());
      if (slash >= 0) {
        counts.merge(row.view().election().substring(0, slash + 1), 1, Integer::sum);
      }
    }
    return Share.most(counts);
  }

  private static List<Share> shares(List<Row> rows) {
    Map<String, Integer> counts = new HashMap<>();
    rows.stream()
        .filter(row -> row.view().state() == State.LED)
        .forEach(row -> counts.merge(Stand.leader(row.view()), 1, Integer::sum));
    return Share.most(counts);
  }
}
