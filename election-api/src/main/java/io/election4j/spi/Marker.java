package io.election4j.spi;

import static java.util.Objects.requireNonNull;

/**
 * A point in a store's history of changed records; opaque to everyone but the store that made it.
 *
 * @param position whatever the store needs to find the changes after this point
 */
public record Marker(String position) {

  /** Asks for the marker of this moment, and for no changes. */
  public static final Marker START = new Marker("");

  public Marker {
    requireNonNull(position, "position");
  }
}
