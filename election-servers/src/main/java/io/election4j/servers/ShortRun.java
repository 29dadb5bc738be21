package io.election4j.servers;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that runs to its end, within two minutes. */
final class ShortRun {

  private static final long LIMIT_SECONDS = 120;

  private final ProcessBuilder command;

  ShortRun(List<String> words) {
    this.command = new ProcessBuilder(words).redirectErrorStream(true);
  }

  ShortRun readFrom(Path input) {
    command.redirectInput(input.toFile());
    return this;
  }

  ShortRun logTo(Path log) {
    command.redirectOutput(log.toFile());
    return this;
  }

  /** Runs it and throws with the last lines of its log unless it succeeds. */
  void succeed() throws IOException {
    int status = status();
    if (status != 0) {
      throw new IOException(
          "%s ended with status %d: %s"
              .formatted(
                  command.command().get(0),
                  status,
                  LogTail.of(command.redirectOutput().file().toPath())));
    }
  }

  /** Runs it and returns its exit status. */
  int status() throws IOException {
    Process process = command.start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(
            command.command().get(0) + " did not end within " + LIMIT_SECONDS + " s");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while running " + command.command().get(0));
    } finally {
      process.destroyForcibly();
    }
  }
}
