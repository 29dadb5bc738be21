package io.election4j.console;

import io.election4j.cli.ElectionView;
import io.election4j.cli.ElectionView.LeaderView;
import io.election4j.cli.ElectionView.RequestView;
import io.election4j.cli.ElectionView.State;
import io.election4j.cli.LeaseView;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One election in an answer; its JSON form is described in {@code openapi.json}.
 *
 * @param sinceMillis since when it stands so, on the console's clock
 * @param sinceSeen whether that was seen; else it stands so for longer
 * @param silentMillis for how long the leader's lease was not seen to change; 0 if nobody leads
 * @param history the last spans; empty unless asked for
 */
record ElectionItem(
    String election,
    State state,
    long term,
    @Nullable LeaderView leader,
    @Nullable LeaseView lease,
    String value,
    @Nullable Boolean ready,
    @Nullable RequestView request,
    long leaderlessMillis,
    long sinceMillis,
    boolean sinceSeen,
    long silentMillis,
    List<Span> history) {

  static ElectionItem of(Row row, Snapshot snapshot, List<Span> history) {
    ElectionView view = row.view();
    LeaseView lease = view.lease();
    return new ElectionItem(
        view.election(),
        view.state(),
        Objects.requireNonNullElse(view.term(), 0L),
        view.leader(),
        lease,
        Objects.requireNonNullElse(view.value(), ""),
        view.ready(),
        view.request(),
        view.leaderlessMillis(),
        row.sinceMillis(),
        row.sinceSeen(),
        lease == null ? 0 : snapshot.silentMillis(lease),
        history);
  }
}
