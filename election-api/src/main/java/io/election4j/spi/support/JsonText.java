package io.election4j.spi.support;

import io.election4j.Request;
import io.election4j.Request.Kind;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of a candidate, and requests, as JSON objects of strings, for a column of text.
 *
 * <p>The same map always becomes the same text: keys in the order of {@link String#compareTo}, no
 * white space, and only quotation marks, backslashes and control characters escaped.
 */
public final class JsonText {

  private static final String KIND = "kind";
  private static final String SUCCESSOR = "successor";
  private static final String BY = "by";

  private static final String HEX = "0123456789ABCDEF";

  private JsonText() {}

  /** Writes attributes. */
  public static String attributes(Map<String, String> attributes) {
    StringBuilder json = new StringBuilder("{");
    new TreeMap<>(attributes)
        .forEach(
            (key, value) -> {
              if (json.length() > 1) {
                json.append(',');
              }
              quote(key, json);
              json.append(':');
              quote(value, json);
            });
    return json.append('}').toString();
  }

  /**
   * Reads attributes: the members of the object that are strings. What else somebody may have put
   * there is left out, and so is all of a text that is JSON but no object, or empty.
   *
   * @throws IllegalStateException if it is not JSON
   */
  public static Map<String, String> attributes(String json) {
    return new JsonReader(json).strings();
  }

  /** Writes a request; {@code null} for none. */
  public static @Nullable String request(@Nullable Request request) {
    return request == null
        ? null
        : attributes(
            Map.of(KIND, request.kind().name(), SUCCESSOR, request.successor(), BY, request.by()));
  }

  /**
   * Reads a request.
   *
   * @return {@code null} for {@code null}, and if what somebody has put there is no request we know
   */
  public static @Nullable Request request(@Nullable String json) {
    if (json == null) {
      return null;
    }
    try {
      Map<String, String> strings = attributes(json);
      return new Request(
          Kind.valueOf(strings.getOrDefault(KIND, "")),
          strings.getOrDefault(SUCCESSOR, ""),
          strings.getOrDefault(BY, ""));
    } catch (IllegalArgumentException | IllegalStateException unknown) {
      return null;
    }
  }

  private static void quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\b' -> json.append("\\b");
        case '\t' -> json.append("\\t");
        case '\n' -> json.append("\\n");
        case '\f' -> json.append("\\f");
        case '\r' -> json.append("\\r");
        default -> {
          if (c < ' ') {
            json.append("\\u00").append(c >> 4).append(HEX.charAt(c & 0xf));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
