package io.election4j.spi.support;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Splits collections of any size for statements that have a limit. */
public final class Batches {

  private Batches() {}

  /**
   * Returns the same entries, in the same order, in lists of {@code most}, the last one perhaps
   * shorter; no list at all for no entries. None of the lists can be changed.
   *
   * @param most how many entries a list has at most, 1 or more
   * @throws IllegalArgumentException if {@code most} is less than 1
   * @throws NullPointerException if an entry is {@code null}
   */
  public static <T> List<List<T>> split(Collection<T> all, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most " + most + " is less than 1");
    }
    List<T> list = List.copyOf(all);
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < list.size(); from += most) {
      batches.add(list.subList(from, Math.min(from + most, list.size())));
    }
    return List.copyOf(batches);
  }
}
