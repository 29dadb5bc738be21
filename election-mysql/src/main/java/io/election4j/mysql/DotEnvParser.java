package io.election4j.mysql;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a {@code .env} file. */
final class DotEnvParser {

  private static final Pattern SETTING =
      Pattern.compile("[ \\t]*(?:export[ \\t]+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)[ \\t]*=[ \\t]*");

  private static final Pattern SINGLE = Pattern.compile("'(?<value>[^']*)'");
  private static final Pattern DOUBLE =
      Pattern.compile("\"(?<value>(?:[^\"\\\\]++|\\\\.)*+)\"", Pattern.DOTALL);
  private static final Pattern BARE = Pattern.compile("(?<value>[^\\n]*)");
  private static final Pattern AFTERWARDS = Pattern.compile("[ \\t]*(?:#[^\\n]*)?(?=\\n|$)");

  /** What is put where bytes are no text. */
  private static final char NO_TEXT = '\uFFFD';

  private final String text;
  private final Map<String, DotEnvValue> values = new HashMap<>();

  private DotEnvParser(String text) {
    this.text = text;
  }

  /** Returns the values, by name. */
  static Map<String, DotEnvValue> parse(byte[] bytes) {
    DotEnvParser parser = new DotEnvParser(decode(bytes).replaceAll("\\r\\n?", "\n"));
    parser.run();
    return Map.copyOf(parser.values);
  }

  private static String decode(byte[] bytes) {
    String decoded = new String(bytes, charset(bytes));
    return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
  }

  private static Charset charset(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    return switch (first) {
      case 0xFEFF -> StandardCharsets.UTF_16BE;
      case 0xFFFE -> StandardCharsets.UTF_16LE;
      default -> StandardCharsets.UTF_8;
    };
  }

  private void run() {
    int at = 0;
    while (at < text.length()) {
      Matcher setting = SETTING.matcher(text).region(at, text.length());
      int end = setting.lookingAt() ? value(setting.group("name"), setting.end()) : at;
      int next = text.indexOf('\n', end);
      at = next < 0 ? text.length() : next + 1;
    }
  }

  /** Takes a value that begins here; returns where it ends. */
  private int value(String name, int begin) {
    char first = begin < text.length() ? text.charAt(begin) : '\n';
    if (first == '\'' || first == '"') {
      Matcher quoted = at(begin, first == '"' ? DOUBLE : SINGLE);
      if (!quoted.lookingAt()) {
        put(name, "", begin, "begins with a quote that does not end");
        return begin;
      }
      String value = quoted.group("value");
      boolean alone = at(quoted.end(), AFTERWARDS).lookingAt();
      if (!alone && value.indexOf('\n') >= 0) {
        // It is the quote of another line, and those between are settings of their own.
        put(name, "", begin, "begins with a quote that does not end");
        return begin;
      }
      put(
          name,
          first == '"' ? unescape(value) : value,
          begin,
          alone ? null : "goes on behind its quotes");
      return quoted.end();
    }
    Matcher bare = at(begin, BARE);
    bare.lookingAt();
    put(name, bare.group("value").replaceFirst("(^|\\s+)#.*", "").strip(), begin, null);
    return bare.end();
  }

  private Matcher at(int begin, Pattern pattern) {
    return pattern.matcher(text).region(begin, text.length());
  }

  private void put(String name, String value, int begin, @Nullable String fault) {
    int line = (int) text.substring(0, begin).chars().filter(c -> c == '\n').count() + 1;
    boolean garbled = value.indexOf(NO_TEXT) >= 0;
    values.put(
        name,
        new DotEnvValue(value, line, garbled ? "has bytes that are no text in UTF-8" : fault));
  }

  private static String unescape(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\\' || i + 1 == value.length()) {
        text.append(c);
        continue;
      }
      i++;
      switch (value.charAt(i)) {
        case '"', '\\', '$' -> text.append(value.charAt(i));
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        default -> text.append(c).append(value.charAt(i));
      }
    }
    return text.toString();
  }
}
