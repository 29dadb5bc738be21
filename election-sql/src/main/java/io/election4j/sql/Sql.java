package io.election4j.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement: a text that is the same whatever the values, and the values for its question marks.
 * Lists are split and padded, so that statements of few sizes do for lists of any length.
 *
 * @param text the SQL
 * @param values as many as there are question marks: each a {@code String}, a {@code Long}, an
 *     {@code Integer} or {@code null}, which stands for no text
 */
public record Sql(String text, List<@Nullable Object> values) {

  /** The most rows in one statement that names each row once. */
  public static final int LARGE = 1000;

  /** The most rows in one statement that compares every row with every entry of a list. */
  public static final int SMALL = 100;

  private static final int[] SIZES = {1, 10, SMALL, LARGE};

  public Sql {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** Returns a statement with these values. */
  public static Sql of(String text, @Nullable Object... values) {
    List<@Nullable Object> list = new ArrayList<>();
    Collections.addAll(list, values);
    return new Sql(text, list);
  }

  /** Returns {@code one} repeated, with commas between. */
  public static String repeat(String one, int times) {
    return String.join(", ", Collections.nCopies(times, one));
  }

  /** Returns a statement with entries where the text has {@code %s}, and values behind them. */
  static Sql listing(String text, Collection<String> entries, @Nullable Object... further) {
    List<@Nullable Object> values = new ArrayList<>(pad(List.copyOf(entries)));
    String marks = repeat("?", values.size());
    Collections.addAll(values, further);
    return new Sql(text.formatted(marks), values);
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
