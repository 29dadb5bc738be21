package io.election4j.internal;

/** What a name may be, on every store alike. */
public final class Names {

  public static final int MAX_LENGTH = 200;

  private Names() {}

  /**
   * Returns {@code name} if it is 1 to 200 characters (code points) without control characters and
   * without white space at either end.
   *
   * @throws IllegalArgumentException naming the parameter, the value and what is wrong with it
   */
  public static String require(String parameter, String name) {
    String fault = fault(name);
    if (fault != null) {
      throw new IllegalArgumentException(parameter + " " + quote(name) + " " + fault);
    }
    return name;
  }

  private static @org.jspecify.annotations.Nullable String fault(String name) {
    if (name.isEmpty()) {
      return "is empty";
    }
    int length = name.codePointCount(0, name.length());
    if (length > MAX_LENGTH) {
      return "has " + length + " characters, more than " + MAX_LENGTH;
    }
    if (name.codePoints().anyMatch(Names::unprintable)) {
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
