package io.election4j.cli;

import com.fasterxml.jackson.annotation.JsonValue;
import io.election4j.Candidate;
import io.election4j.Leader;
import io.election4j.Request;
import io.election4j.spi.ElectionRecord;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One election as {@code status} and {@code watch} show it; its JSON form is the one documented.
 *
 * @param election its name
 * @param state whether somebody leads
 * @param term of the leader or the last one; {@code null} if the election is unknown
 * @param revision how often the record was written; {@code null} if the election is unknown
 * @param leader who leads; {@code null} if nobody does
 * @param lease the leader's; {@code null} if nobody leads
 * @param value what the leader proclaimed last; {@code null} if the election is unknown
 * @param ready whether the leader says that it can be worked with; {@code null} if nobody leads
 * @param request what somebody asks of the leader, or for whom the vacancy is reserved; {@code
 *     null} if there is no request
 * @param leaderlessMillis for how long nobody was seen to lead, until now or until this leader; 0
 *     if it was read once
 */
public record ElectionView(
    String election,
    State state,
    @Nullable Long term,
    @Nullable Long revision,
    @Nullable LeaderView leader,
    @Nullable LeaseView lease,
    @Nullable String value,
    @Nullable Boolean ready,
    @Nullable RequestView request,
    long leaderlessMillis) {

  /** Whether somebody leads. */
  public enum State {
    /** Somebody leads, as far as is known. */
    LED,
    /**
     * The record names a leader whose lease has ended, is absent or was silent for its whole time.
     */
    LAPSED,
    /** Nobody leads. */
    VACANT,
    /** The store has no record of it. */
    UNKNOWN;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A leader as published to followers.
   *
   * @param name the candidate's
   * @param address {@code host:port}, {@code host} or empty
   * @param attributes all of them, sorted
   */
  public record LeaderView(String name, String address, Map<String, String> attributes) {

    static LeaderView of(Candidate candidate) {
      return new LeaderView(
          candidate.name(), candidate.address(), new TreeMap<>(candidate.attributes()));
    }
  }

  /**
   * A request as it stands in a record.
   *
   * @param kind what is asked
   * @param successor who is to lead; empty unless it is a transfer
   * @param by who asks
   */
  public record RequestView(String kind, String successor, String by) {

    static @Nullable RequestView of(@Nullable Request request) {
      return request == null
          ? null
          : new RequestView(
              request.kind().name().toLowerCase(Locale.ROOT), request.successor(), request.by());
    }
  }

  /** Returns the view of an election that the store has no record of. */
  static ElectionView unknown(String election) {
    return new ElectionView(election, State.UNKNOWN, null, null, null, null, null, null, null, 0);
  }

  /**
   * Returns the view of a record, read once.
   *
   * @param lease what is known of its holder's, if it has one
   */
  static ElectionView of(ElectionRecord record, @Nullable LeaseView lease) {
    Candidate leader = record.leader();
    return new ElectionView(
        record.election(),
        lease == null ? State.VACANT : lease.lapsed() ? State.LAPSED : State.LED,
        record.term(),
        record.revision(),
        leader == null ? null : LeaderView.of(leader),
        lease,
        record.value(),
        leader == null ? null : new Leader(leader, record.term(), false, record.value()).ready(),
        RequestView.of(record.request()),
        0);
  }

  /** Returns whether nobody is seen to lead. */
  boolean leaderless() {
    return state == State.LAPSED || state == State.VACANT;
  }

  /** Returns the same view with another time without a leader. */
  ElectionView leaderlessFor(long millis) {
    return new ElectionView(
        election, state, term, revision, leader, lease, value, ready, request, millis);
  }

  /** Returns whether the other view shows the same, but for renewals that went on. */
  public boolean sameAs(ElectionView other) {
    return state == other.state
        && Objects.equals(term, other.term)
        && Objects.equals(revision, other.revision);
  }
}
