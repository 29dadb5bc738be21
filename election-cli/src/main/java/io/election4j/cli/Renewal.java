package io.election4j.cli;

import com.fasterxml.jackson.annotation.JsonValue;

/** What is known of whether a leader still renews its lease. */
enum Renewal {
  /** The lease was live when it was read; one read cannot know more. */
  NOT_OBSERVED("not-observed"),
  /** It changed between two reads. */
  RENEWED("renewed"),
  /** It did not change for as long as it was watched. */
  SILENT("silent"),
  /** It has ended: the leader closed, or a rival found it silent. */
  ENDED("ended"),
  /** The store does not hold it. */
  ABSENT("absent");

  private final String text;

  Renewal(String text) {
    this.text = text;
  }

  @JsonValue
  String text() {
    return text;
  }
}
