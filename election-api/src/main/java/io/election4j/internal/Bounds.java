package io.election4j.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What users may ask for. */
public final class Bounds {

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
}
