package io.election4j.cli.base;

/**
 * A password, which no log line, message or {@link #toString()} shows.
 *
 * @param reveal what nobody but the store may see
 */
public record Secret(String reveal) {

  @Override
  public String toString() {
    return "***";
  }
}
