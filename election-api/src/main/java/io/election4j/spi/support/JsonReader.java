package io.election4j.spi.support;

import java.util.HashMap;
import java.util.Map;

/** Reads one JSON text from its beginning to its end. */
final class JsonReader {

  /** Nothing that we or anybody sensible writes is nested any deeper. */
  private static final int DEEPEST = 1000;

  private static final char END = '\uffff';

  private final String text;
  private int next;

  JsonReader(String text) {
    this.text = text;
  }

  /** Returns the members of the object that are strings; nothing if the text is no object. */
  Map<String, String> strings() {
    Map<String, String> strings = new HashMap<>();
    skipSpace();
    if (next < text.length()) {
      if (peek() == '{') {
        object(strings, 1);
      } else {
        skipValue(1);
      }
      skipSpace();
      require(next == text.length());
    }
    return strings;
  }

  private void object(Map<String, String> strings, int depth) {
    require(depth <= DEEPEST);
    take('{');
    for (boolean first = true; !ends('}', first); first = false) {
      String key = string();
      skipSpace();
      take(':');
      skipSpace();
      if (peek() == '"') {
        strings.put(key, string());
      } else {
        skipValue(depth + 1);
      }
    }
  }

  private void array(int depth) {
    require(depth <= DEEPEST);
    take('[');
    for (boolean first = true; !ends(']', first); first = false) {
      skipValue(depth + 1);
    }
  }

  /** Takes the end of an object or array, or else what comes before another entry. */
  private boolean ends(char end, boolean first) {
    skipSpace();
    if (peek() == end) {
      next++;
      return true;
    }
    if (!first) {
      take(',');
      skipSpace();
    }
    return false;
  }

  private void skipValue(int depth) {
    switch (peek()) {
      case '{' -> object(new HashMap<>(), depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void word(String word) {
    require(text.startsWith(word, next));
    next += word.length();
  }

  private void number() {
    if (peek() == '-') {
      next++;
    }
    if (peek() == '0') {
      next++;
    } else {
      digits();
    }
    if (peek() == '.') {
      next++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      next++;
      if (peek() == '+' || peek() == '-') {
        next++;
      }
      digits();
    }
  }

  private void digits() {
    int first = next;
    while (peek() >= '0' && peek() <= '9') {
      next++;
    }
    require(next > first);
  }

  private String string() {
    take('"');
    StringBuilder string = new StringBuilder();
    while (peek() != '"') {
      char c = read();
      require(c >= ' ');
      string.append(c == '\\' ? escaped() : c);
    }
    next++;
    return string.toString();
  }

  private char escaped() {
    char c = read();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'u' -> (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
      default -> throw malformed();
    };
  }

  private int hex() {
    char c = read();
    int digit = c < 128 ? Character.digit(c, 16) : -1;
    require(digit >= 0);
    return digit;
  }

  private void skipSpace() {
    while (next < text.length() && " \t\n\r".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
  }

  /** Returns the next character, or one that means nothing to anybody if there is none. */
  private char peek() {
    return next < text.length() ? text.charAt(next) : END;
  }

  private char read() {
    require(next < text.length());
    return text.charAt(next++);
  }

  private void take(char expected) {
    require(read() == expected);
  }

  private void require(boolean wellFormed) {
    if (!wellFormed) {
      throw malformed();
    }
  }

  private IllegalStateException malformed() {
    return new IllegalStateException("not a JSON object of strings, at character " + next);
  }
}
