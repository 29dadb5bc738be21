package io.election4j.proof.chaos.databases;

import io.election4j.servers.AdjustableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The wall clock of one server, told by libfaketime: it steps when a file is rewritten. */
final class FakeTime implements AdjustableClock, AutoCloseable {

  private static final Path LIBRARY =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

  static final String MISSING =
      "libfaketime is not installed (Debian: apt-get install faketime; looked for " + LIBRARY + ")";

  private final Path file;

  private FakeTime(Path file) {
    this.file = file;
  }

  static boolean isAvailable() {
    return Files.isReadable(LIBRARY);
  }

  /** Makes one that is right. */
  static FakeTime create() {
    try {
      FakeTime time = new FakeTime(Files.createTempFile("election4j-", ".clock"));
      time.wrongBy(0);
      return time;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what a server's process needs in its environment to read this clock. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        LIBRARY.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1");
  }

  @Override
  public void wrongBy(long seconds) {
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, "%+d\n".formatted(seconds));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
