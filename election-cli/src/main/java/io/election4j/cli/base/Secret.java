package io.election4j.cli.base;

import static java.util.Objects.requireNonNull;

/** A password, which no log line, message or {@link #toString()} shows. */
public final class Secret {

  private final String text;

  public Secret(String text) {
    this.text = requireNonNull(text, "text");
  }

  /** Returns what nobody but the store may see. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "***";
  }
}
