package io.election4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes of this machine, as {@code /proc} shows them. */
final class ProcessTable {

  private static final Path PROC = Path.of("/proc");

  // Fields of /proc/PID/stat, counted from the one after the process's name.
  private static final int STATE = 0;
  private static final int GROUP = 2;
  private static final int SESSION = 3;

  private ProcessTable() {}

  /** One process, its group and its session. */
  record Row(long pid, long group, long session) {}

  /**
   * Reads all processes that have not ended; those that nobody has waited for yet count as ended.
   */
  static List<Row> read() {
    List<Row> rows = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      processes.forEach(process -> read(process).ifPresent(rows::add));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return rows;
  }

  /** Reads one process; empty if it has ended. */
  private static Optional<Row> read(Path process) {
    try {
      return parse(
          Long.parseLong(process.getFileName().toString()),
          Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /**
   * Of a process that is about to go, nothing may be left. The name, in parentheses, may itself
   * contain spaces and parentheses.
   */
  static Optional<Row> parse(long pid, String stat) {
    if (stat.isEmpty()) {
      return Optional.empty();
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ");
    if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
      return Optional.empty();
    }
    return Optional.of(
        new Row(pid, Long.parseLong(fields[GROUP]), Long.parseLong(fields[SESSION])));
  }
}
