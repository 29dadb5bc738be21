package io.election4j.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What users may ask for, and what a name may be, on every store alike. */
public final class Bounds {

  /** Of a name, in characters. */
  public static final int MAX_NAME = 200;

  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MAX_VALUE_BYTES = 4096;

  private Bounds() {}

  /**
   * Returns a duration from zero to one day.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static Duration coolDown(Duration coolDown) {
    if (coolDown.isNegative() || coolDown.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("coolDown " + coolDown + " is not between 0 and 1 day");
    }
    return coolDown;
  }

  /**
   * Returns a duration from more than zero to one day.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static Duration pause(Duration pause) {
    if (pause.isZero() || pause.isNegative() || pause.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "pause " + pause + " is not more than 0 and at most 1 day");
    }
    return pause;
  }

  /**
   * Returns a text of at most 4 KiB in UTF-8.
   *
   * @throws IllegalArgumentException if it is longer
   */
  public static String value(String value) {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException(
          "value takes " + bytes + " bytes in UTF-8, more than " + MAX_VALUE_BYTES);
    }
    return value;
  }

  /** Requires a whole number of milliseconds between two bounds, these included. */
  public static void range(String parameter, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          parameter + " " + text(value) + " is not between " + text(least) + " and " + text(most));
    }
    if (value.toNanosPart() % 1_000_000 != 0) {
      throw new IllegalArgumentException(
          parameter + " " + value + " is not a whole number of milliseconds");
    }
  }

  /** Returns a duration for people. */
  public static String text(Duration duration) {
    if (duration.toNanosPart() == 0) {
      return duration.toSeconds() + " s";
    }
    boolean wholeMillis = duration.toNanosPart() % 1_000_000 == 0;
    return wholeMillis ? duration.toMillis() + " ms" : duration.toString();
  }

  // == Names ==

  /**
   * Returns {@code name} if it is 1 to 200 characters (code points) without control characters and
   * without white space at either end.
   *
   * @throws IllegalArgumentException naming the parameter, the value and what is wrong with it
   */
  public static String name(String parameter, String name) {
    String fault = fault(name);
    if (fault != null) {
      throw new IllegalArgumentException(parameter + " " + quote(name) + " " + fault);
    }
    return name;
  }

  private static @Nullable String fault(String name) {
    if (name.isEmpty()) {
      return "is empty";
    }
    int length = name.codePointCount(0, name.length());
    if (length > MAX_NAME) {
      return "has " + length + " characters, more than " + MAX_NAME;
    }
    if (name.codePoints().anyMatch(Bounds::unprintable)) {
      return "contains a character that cannot be printed";
    }
    if (blank(name.codePointAt(0)) || blank(name.codePointBefore(name.length()))) {
      return "starts or ends with a space";
    }
    return null;
  }

  private static boolean unprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static boolean blank(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  /** Quotes a name of any length and content so that it fits on a line of a log. */
  private static String quote(String name) {
    StringBuilder quoted = new StringBuilder("'");
    name.codePoints()
        .limit(60)
        .forEach(
            c ->
                quoted.append(
                    unprintable(c) ? String.format("\\u%04x", c) : Character.toString(c)));
    return quoted.append(name.codePointCount(0, name.length()) > 60 ? "...'" : "'").toString();
  }
}
