package io.election4j.mysql;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .env} file, as {@link MySqlLeaseStore#fromEnvironment()} reads it: lines {@code
 * NAME=value}, {@code export} before them being allowed. What is no such line is ignored.
 *
 * <ul>
 *   <li>A value without quotes ends at the end of the line, or at a {@code #} behind a space.
 *   <li>Between single quotes everything is as it is. Between double quotes {@code \"}, {@code \\},
 *       {@code \$}, {@code \n}, {@code \r} and {@code \t} mean what they do elsewhere. Both may
 *       extend over several lines. Nothing is expanded: a {@code $} is a {@code $}.
 *   <li>Of a name that is set twice, the last value counts.
 *   <li>The text is in UTF-8, or in UTF-16 behind a byte order mark. Lines that are no such text do
 *       no harm, unless it is the value of theirs that is asked for.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class DotEnv {

  private final Path file;
  private final Map<String, Value> values;
  private final @Nullable String fault;

  private DotEnv(Path file, Map<String, Value> values, @Nullable String fault) {
    this.file = file;
    this.values = values;
    this.fault = fault;
  }

  /**
   * Reads a file, now. One that does not exist sets nothing. Nor does one that cannot be read, such
   * as a directory of that name: it may not be needed, and whoever misses a variable can tell its
   * {@link #fault()}.
   */
  public static DotEnv read(Path file) {
    try {
      return new DotEnv(file, Parser.parse(Files.readAllBytes(file)), null);
    } catch (NoSuchFileException absent) {
      return new DotEnv(file, Map.of(), null);
    } catch (IOException unreadable) {
      return new DotEnv(file, Map.of(), reason(file, unreadable));
    }
  }

  private static String reason(Path file, IOException unreadable) {
    if (Files.isDirectory(file)) {
      return "it is a directory";
    }
    if (unreadable instanceof AccessDeniedException) {
      return "access is denied";
    }
    String words =
        unreadable instanceof FileSystemException known
            ? known.getReason()
            : unreadable.getMessage();
    return Objects.requireNonNullElse(words, unreadable.getClass().getSimpleName());
  }

  /** Returns why nothing is known of a file that is there, with its name; nothing otherwise. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault).map(why -> file + " cannot be read: " + why);
  }

  /**
   * Returns what the file sets a variable to, which may be empty text; nothing if it does not.
   *
   * @throws IllegalArgumentException with file, line and name, but not the value, if that is not to
   *     be understood
   */
  public Optional<String> get(String name) {
    Value value = values.get(name);
    if (value != null && value.fault() != null) {
      throw new IllegalArgumentException(
          file + ", line " + value.line() + ": " + name + " " + value.fault());
    }
    return Optional.ofNullable(value).map(Value::text);
  }

  /** Reads the text of a {@code .env} file. */
  private static final class Parser {

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
    private final Map<String, Value> values = new HashMap<>();

    private Parser(String text) {
      this.text = text;
    }

    /** Returns the values, by name. */
    static Map<String, Value> parse(byte[] bytes) {
      Parser parser = new Parser(decode(bytes).replaceAll("\\r\\n?", "\n"));
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
          name, new Value(value, line, garbled ? "has bytes that are no text in UTF-8" : fault));
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

  /**
   * A value of a {@code .env} file.
   *
   * @param line where it begins, counted from 1
   * @param fault why it is not to be understood; {@code null} if it is
   */
  private record Value(String text, int line, @Nullable String fault) {}
}
