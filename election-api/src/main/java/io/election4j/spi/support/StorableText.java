package io.election4j.spi.support;

import io.election4j.Candidate;
import io.election4j.spi.StoreException;
import java.nio.charset.StandardCharsets;

/**
 * Which texts a database can keep exactly; another would become a different text unnoticed, the
 * name of one election that of another. A store refuses it where it would be written, and reads a
 * name of that kind as absent.
 */
public final class StorableText {

  /** Of a name, in characters (code points). */
  private static final int LONGEST_NAME = 200;

  private StorableText() {}

  /** Returns whether a text has no half of a character beyond 16 bits without the other half. */
  public static boolean storable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /**
   * Returns whether an election can have this name: 1 to 200 characters that are {@linkplain
   * #storable storable}, and no space at the end, since databases compare texts as if they were
   * padded with spaces.
   */
  public static boolean storableName(String name) {
    int length = name.codePointCount(0, name.length());
    return length > 0 && length <= LONGEST_NAME && !name.endsWith(" ") && storable(name);
  }

  /**
   * Refuses a name that is not {@linkplain #storableName storable}.
   *
   * @throws StoreException of kind {@link StoreException.Kind#UNSTORABLE}, with the name
   */
  public static void requireName(String election) {
    if (!storableName(election)) {
      throw StoreException.unstorable(
          "election '"
              + election
              + "' is empty, ends with a space, has more than 200 characters or half a character",
          null);
    }
  }

  /**
   * Refuses a value that is not {@linkplain #storable storable}.
   *
   * @throws StoreException of kind {@link StoreException.Kind#UNSTORABLE}, with the name of the
   *     election but not the value
   */
  public static void requireValue(String election, String value) {
    if (!storable(value)) {
      throw StoreException.unstorable(
          "value for election '" + election + "' contains half a character", null);
    }
  }

  /**
   * Refuses a candidate with an attribute that is not {@linkplain #storable storable}. Its name
   * always is.
   *
   * @throws StoreException of kind {@link StoreException.Kind#UNSTORABLE}, with the name of the
   *     candidate
   */
  public static void requireCandidate(Candidate candidate) {
    if (!candidate.attributes().entrySet().stream()
        .allMatch(one -> storable(one.getKey()) && storable(one.getValue()))) {
      throw StoreException.unstorable(
          "attributes of candidate '" + candidate.name() + "' contain half a character", null);
    }
  }
}
