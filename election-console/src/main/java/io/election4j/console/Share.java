package io.election4j.console;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How many of something a name has.
 *
 * @param name of a candidate or a folder
 * @param count how many, never negative
 */
record Share(String name, int count) {

  /** How many are told. */
  static final int MOST = 50;

  /** Returns those with the most, the greatest first, then by name. */
  static List<Share> most(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> new Share(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(Share::count).reversed().thenComparing(Share::name))
        .limit(MOST)
        .toList();
  }
}
