package io.election4j.sql;

import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A row of an answer, valid only while it is read. */
public interface Row {

  /** Returns a column's text; {@code null} for NULL. */
  @Nullable String get(String column);

  /** Returns the text of a column, counted from 0; {@code null} for NULL. */
  @Nullable String get(int column);

  /** Returns a column's number; {@code null} for NULL. */
  @Nullable Long getNumber(String column);

  /** Returns a column's text, which is never NULL. */
  default String text(String column) {
    return present(get(column), column);
  }

  /** Returns the text of a column, counted from 0, which is never NULL. */
  default String text(int column) {
    return present(get(column), Integer.toString(column));
  }

  /** Returns a column's number, which is never NULL. */
  default long number(String column) {
    return present(getNumber(column), column);
  }

  private static <T> T present(@Nullable T value, String column) {
    if (value == null) {
      throw new NoSuchElementException("column " + column + " is NULL");
    }
    return value;
  }
}
