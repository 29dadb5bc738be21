package io.election4j.console;

import io.election4j.cli.ElectionView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who led an election for a while.
 *
 * @param state whether somebody did
 * @param leader its name; empty if nobody led
 * @param term of the leader or the last one; 0 if there was none
 */
record Stand(ElectionView.State state, String leader, long term) {

  static Stand of(ElectionView view) {
    return new Stand(view.state(), leader(view), Objects.requireNonNullElse(view.term(), 0L));
  }

  static String leader(ElectionView view) {
    ElectionView.@Nullable LeaderView leader = view.leader();
    return leader == null ? "" : leader.name();
  }
}
