package io.election4j.mongo;

import java.nio.charset.StandardCharsets;

/** Which texts BSON keeps exactly: the others would become another text, unnoticed. */
final class Storable {

  private Storable() {}

  /**
   * Refuses a text with half of a character beyond 16 bits and without the other half.
   *
   * @throws IllegalArgumentException naming what it is
   */
  static void require(String what, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(what + " contains half a character");
    }
  }
}
