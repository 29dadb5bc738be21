package io.election4j.internal.engine;

import org.jspecify.annotations.Nullable;

/**
 * Takes in what tells apart two states of an engine, which whoever explores them must know. What
 * only says how something is told, or follows from the rest, is left out.
 */
public interface StateKey {

  /** Something that changes. */
  interface Part {

    /** Adds what tells apart two states of this. */
    void addTo(StateKey key);
  }

  /** Adds parts, values of which each is what it shows, and collections of them. */
  void add(@Nullable Object... values);

  /** Adds readings of the monotonic clock: what counts is how far from now they are. */
  void nanos(long... readings);

  /** Adds numbers of requests, 0 for none: what counts is their order. */
  void numbers(long... numbers);

  /** Adds a version of the lease whose id was added last: what counts is their order. */
  void version(long version);
}
