package io.election4j.cli;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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
@JsonPropertyOrder({"id", "ttlMillis", "version", "renewal", "observedMillis"})
record LeaseView(
    String id, long ttlMillis, @Nullable Long version, Renewal renewal, long observedMillis) {

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
