package io.election4j.mysql;

import java.nio.charset.StandardCharsets;

/** Which texts the columns keep exactly: the others would become another text, unnoticed. */
final class Storable {

  private static final int LONGEST_NAME = 200;

  private Storable() {}

  /**
   * Returns whether an election can have this name. Names are compared as if they were padded with
   * spaces, so one with spaces at its end would be another election's.
   */
  static boolean name(String name) {
    int length = name.codePointCount(0, name.length());
    return length > 0 && length <= LONGEST_NAME && !name.endsWith(" ") && text(name);
  }

  /** Returns whether a text has no half of a character beyond 16 bits without the other half. */
  static boolean text(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
