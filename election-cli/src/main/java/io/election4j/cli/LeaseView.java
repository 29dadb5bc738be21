package io.election4j.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a leader's lease.
 *
 * @param id 36 characters
 * @param ttlMillis how long it counts as live after a change
 * @param version as read last; {@code null} if it was not read
 * @param renewal whether it is still renewed
 * @param observedMillis for how long its version was watched; of a silent, ended or absent lease,
 *     for how long it was seen unchanged; 0 if it was read once
 */
public record LeaseView(
    String id, long ttlMillis, @Nullable Long version, Renewal renewal, long observedMillis) {

  /** What is known of whether a leader still renews its lease. */
  public enum Renewal {
    /** The lease was live when it was read; one read cannot know more. */
    NOT_OBSERVED,
    /** It changed between two reads. */
    RENEWED,
    /** It did not change for as long as it was watched. */
    SILENT,
    /** It has ended: the leader closed, or a rival found it silent. */
    ENDED,
    /** The store does not hold it. */
    ABSENT;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Returns whether nobody can be leading on it. */
  @JsonIgnore
  boolean lapsed() {
    return switch (renewal) {
      case ENDED -> true;
      case ABSENT, SILENT -> observedMillis >= ttlMillis;
      case NOT_OBSERVED, RENEWED -> false;
    };
  }
}
