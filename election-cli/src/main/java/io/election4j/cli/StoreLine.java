package io.election4j.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** What {@code watch} tells of the store; the JSON form is the one documented. */
sealed interface StoreLine {

  /** Returns what happened to it. */
  @JsonProperty
  String store();

  /**
   * It does not answer.
   *
   * @param cause why
   */
  @JsonPropertyOrder({"store", "cause"})
  record Unavailable(String cause) implements StoreLine {
    @Override
    public String store() {
      return "unavailable";
    }
  }

  /**
   * It answers again.
   *
   * @param afterMillis for how long it did not
   */
  @JsonPropertyOrder({"store", "afterMillis"})
  record Recovered(long afterMillis) implements StoreLine {
    @Override
    public String store() {
      return "recovered";
    }
  }
}
