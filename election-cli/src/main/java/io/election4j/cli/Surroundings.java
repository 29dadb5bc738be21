package io.election4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command line finds where it is started: the environment and, in the working folder, a file
 * {@code .env} that may say what the environment does not.
 *
 * @param variables the environment
 * @param folder the working folder
 */
record Surroundings(Map<String, String> variables, Path folder) {

  private static final Pattern SETTING =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
  private static final Pattern QUOTED = Pattern.compile("(['\"])(.*?)\\1\\s*(?:#.*)?");

  /** Returns those of this process. */
  static Surroundings current() {
    return new Surroundings(System.getenv(), Path.of("").toAbsolutePath());
  }

  /**
   * Returns a variable that is set and not empty, from the environment or else from {@code .env}.
   */
  Optional<String> get(String name) {
    return Optional.ofNullable(variables.get(name))
        .or(() -> Optional.ofNullable(dotEnv().get(name)))
        .filter(value -> !value.isEmpty());
  }

  private Map<String, String> dotEnv() {
    Path file = folder.resolve(".env");
    Map<String, String> values = new HashMap<>();
    if (Files.exists(file)) {
      read(file).lines().map(String::strip).forEach(line -> put(line, values));
    }
    return values;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new CommandFailure(
          ExitCode.USAGE, "cannot read " + file + ": it is not a readable text file");
    }
  }

  private static void put(String line, Map<String, String> values) {
    Matcher setting = SETTING.matcher(line);
    if (setting.matches()) {
      String value = setting.group(2);
      Matcher quoted = QUOTED.matcher(value);
      values.put(
          setting.group(1),
          quoted.matches() ? quoted.group(2) : value.replaceFirst("(^|\\s+)#.*", ""));
    }
  }
}
