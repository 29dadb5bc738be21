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
      List<String> lines = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
      List<String> errors = lines.stream().filter(line -> line.contains("ERROR")).toList();
      return String.join(" | ", last(errors.isEmpty() ? lines : errors));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  private static List<String> last(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }
}
