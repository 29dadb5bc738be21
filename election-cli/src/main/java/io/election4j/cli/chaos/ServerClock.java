package io.election4j.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * The wall clock of one server, told by libfaketime: it steps when a file is rewritten. The
 * server's monotonic clock stays true.
 */
final class ServerClock implements AutoCloseable {

  private static final Path LIBRARY =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
  private static final long[] STEPS_SECONDS = {60, 3_600, 86_400, 31_536_000, 94_608_000};

  static final String MISSING =
      "libfaketime is not installed (Debian: apt-get install faketime; looked for " + LIBRARY + ")";

  private final Path file;
  private long wrongSeconds;

  private ServerClock(Path file) {
    this.file = file;
  }

  static boolean isAvailable() {
    return Files.isReadable(LIBRARY);
  }

  /** Makes one that is right. */
  static ServerClock create() {
    try {
      ServerClock clock = new ServerClock(Files.createTempFile("election4j-", ".clock"));
      clock.set(0);
      return clock;
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

  /** Steps forward or back, by minutes to years; returns by how many seconds. */
  synchronized long step(Random random) throws IOException {
    long wrong = STEPS_SECONDS[random.nextInt(STEPS_SECONDS.length)];
    long target = random.nextBoolean() ? wrong : -wrong;
    long step = (target == wrongSeconds ? 0 : target) - wrongSeconds;
    set(wrongSeconds + step);
    return step;
  }

  /** Makes it wrong by so many seconds. */
  synchronized void set(long seconds) throws IOException {
    wrongSeconds = seconds;
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, "%+d\n".formatted(seconds));
    Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
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
