package io.election4j.console;

import io.election4j.cli.ElectionView;
import io.election4j.cli.ElectionView.State;
import io.election4j.cli.LeaseView;
import io.election4j.cli.ParticipantView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the console knows. Written by the thread that reads the store, and read by all others, who
 * always see one reading as a whole.
 */
final class Model {

  private final String address;
  private final History history = new History();
  private final Beats beats = new Beats();
  private final Outages outages = new Outages();
  private final long startedMillis = DisplayClock.millis();
  private volatile Snapshot snapshot = Snapshot.nothing();
  private volatile String cause = "";

  /** Whether anything was read. */
  private volatile boolean began;

  /** Creates one of a store at this address, as it may be shown. */
  Model(String address) {
    this.address = address;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  History history() {
    return history;
  }

  Outages outages() {
    return outages;
  }

  long startedMillis() {
    return startedMillis;
  }

  StoreState store() {
    return new StoreState(address, began, began && cause.isEmpty(), cause, snapshot.ageMillis());
  }

  /** Says that the store does not answer, and why. */
  void unavailable(String why) {
    outages.began(DisplayClock.millis() - snapshot.ageMillis());
    cause = why;
  }

  /** Takes in what was read, as a whole. */
  void show(Snapshot read) {
    snapshot = read;
  }

  /** Takes in who takes part. */
  void participants(List<ParticipantView> live) {
    snapshot = snapshot.with(List.copyOf(live));
  }

  /** Takes in a reading of all elections, and returns whether anybody leads who did not before. */
  boolean elections(List<ElectionView> views) {
    Snapshot before = snapshot;
    boolean first = !began;
    long now = DisplayClock.millis();
    List<Row> rows = new ArrayList<>(views.size());
    Map<String, Row> byName = new HashMap<>(views.size() * 2);
    List<Change> changes = new ArrayList<>();
    for (ElectionView view : views) {
      Row known = before.byName().get(view.election());
      Row row = next(known, view, first ? startedMillis : now, !first);
      rows.add(row);
      byName.put(view.election(), row);
      if (!first && (known == null || !known.view().sameAs(view))) {
        changes.add(change(known, row, now));
      }
    }
    long read = System.nanoTime();
    beats.read(leases(views).toList(), read);
    snapshot =
        new Snapshot(List.copyOf(rows), byName, before.participants(), beats.changedNanos(), read);
    began = true;
    cause = "";
    outages.ended(now);
    changes.forEach(history::add);
    return first || changes.stream().anyMatch(Model::newLeader);
  }

  private static Row next(@Nullable Row known, ElectionView view, long now, boolean seen) {
    return known != null && known.stand().equals(Stand.of(view))
        ? new Row(view, known.sinceMillis(), known.sinceSeen())
        : new Row(view, now, seen);
  }

  private static boolean newLeader(Change change) {
    return change.after().state() == State.LED && !change.after().equals(change.before());
  }

  private static Change change(@Nullable Row known, Row row, long now) {
    Stand before = known == null ? null : known.stand();
    String election = row.view().election();
    return new Change(0, now, election, kind(known, row), before, row.stand());
  }

  private static String kind(@Nullable Row known, Row row) {
    if (known == null) {
      return "new";
    }
    if (!known.stand().equals(row.stand())) {
      return row.view().state() == State.LED ? "leader" : row.view().state().text();
    }
    boolean asked = !Objects.equals(known.view().request(), row.view().request());
    return asked ? "request" : "said";
  }

  private static Stream<LeaseView> leases(List<ElectionView> views) {
    return views.stream().map(ElectionView::lease).flatMap(Stream::ofNullable);
  }
}
