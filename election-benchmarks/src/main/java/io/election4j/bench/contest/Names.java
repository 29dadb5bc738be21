package io.election4j.bench.contest;

import java.util.List;
import java.util.stream.IntStream;

/** The names of elections. */
public final class Names {

  private Names() {}

  /** Returns the first of them. */
  public static List<String> first(int count) {
    return from(0, count);
  }

  /** Returns so many of them, from one on. */
  static List<String> from(int first, int count) {
    return IntStream.range(first, first + count).mapToObj("bench/%06d"::formatted).toList();
  }
}
