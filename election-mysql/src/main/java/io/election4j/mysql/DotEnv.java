package io.election4j.mysql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code .env} file: lines of NAME=value, quotes and comments being allowed. */
final class DotEnv {

  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(?<value>.*)");

  private static final Pattern QUOTED =
      Pattern.compile("(?:'(?<single>[^']*)'|\"(?<double>[^\"]*)\")\\s*(?:#.*)?");

  private DotEnv() {}

  /** Returns what the file sets; nothing if it does not exist. */
  static Map<String, String> read(Path file) {
    Map<String, String> variables = new HashMap<>();
    for (String line : lines(file)) {
      Matcher parts = LINE.matcher(line.strip());
      if (parts.matches()) {
        variables.put(parts.group("name"), value(parts.group("value")));
      }
    }
    return variables;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException absent) {
      return List.of();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("cannot read " + file + ": " + unreadable, unreadable);
    }
  }

  private static String value(String text) {
    Matcher quoted = QUOTED.matcher(text);
    if (quoted.matches()) {
      String single = quoted.group("single");
      return single != null ? single : quoted.group("double");
    }
    return text.replaceFirst("(^|\\s+)#.*", "").strip();
  }
}
