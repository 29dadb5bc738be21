package io.election4j.cli;

import static java.util.Objects.requireNonNull;

/** A password, which no log line, message or {@link #toString()} shows. */
final class Secret {

  private final String text;

  Secret(String text) {
    this.text = requireNonNull(text, "text");
  }

  /** Returns what nobody but the store may see. */
  String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "***";
  }
}
