package io.election4j.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a failed server said last, for an error message of one line: its errors, else anything. */
final class LogTail {

  private static final int LINES = 3;

  private LogTail() {}

  static String of(Path log) {
    try {
      List<String> lines = read(log).lines().toList();
      List<String> errors = lines.stream().filter(LogTail::isError).toList();
      return String.join(" | ", last(errors.isEmpty() ? lines : errors));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  /** Returns whether these words are anywhere in the log. */
  static boolean says(Path log, String words) {
    try {
      return read(log).contains(words);
    } catch (IOException e) {
      return false;
    }
  }

  private static String read(Path log) throws IOException {
    return Files.readString(log, StandardCharsets.ISO_8859_1);
  }

  private static boolean isError(String line) {
    return line.contains("ERROR") || line.contains("FATAL");
  }

  private static List<String> last(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }
}
