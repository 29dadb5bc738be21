package io.election4j.mysql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Splits and pads lists, so that statements of few sizes do for lists of any length. */
final class Batches {

  /** The most rows in one statement that names each row once. */
  static final int LARGE = 1000;

  /** The most rows in one statement that compares every row with every entry of a list. */
  static final int SMALL = 100;

  private static final int[] SIZES = {1, 10, SMALL, LARGE};

  private Batches() {}

  /** Returns the same entries in lists of at most {@code most}. */
  static <T> List<List<T>> split(Collection<T> all, int most) {
    List<T> list = List.copyOf(all);
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < list.size(); from += most) {
      batches.add(list.subList(from, Math.min(from + most, list.size())));
    }
    return batches;
  }

  /** Returns the same entries and the last of them again, up to the next size there is. */
  static <T> List<T> pad(List<T> some) {
    List<T> padded = new ArrayList<>(some);
    for (int size : SIZES) {
      if (size >= some.size()) {
        padded.addAll(Collections.nCopies(size - some.size(), some.get(some.size() - 1)));
        return padded;
      }
    }
    throw new IllegalArgumentException(some.size() + " entries, more than " + LARGE);
  }
}
