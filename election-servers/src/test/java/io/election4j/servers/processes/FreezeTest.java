package io.election4j.servers.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class FreezeTest {

  private static final char STOPPED = 'T';

  private final Process sleeper = sleep();

  @AfterEach
  void end() {
    sleeper.destroyForcibly();
  }

  @Test
  void aFrozenProcessIsStoppedAndRunsAgainWhenThawed() throws IOException {
    Freeze freeze = Freeze.of(sleeper.pid());
    assertThat(awaitStopped(true)).isTrue();

    freeze.thaw();

    assertThat(awaitStopped(false)).isTrue();
    assertThat(sleeper.isAlive()).isTrue();
  }

  @Test
  void closingThawsToo() throws IOException {
    Freeze.of(sleeper.pid()).close();

    assertThat(awaitStopped(false)).isTrue();
  }

  private boolean awaitStopped(boolean stopped) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while ((state() == STOPPED) != stopped && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(5_000_000);
    }
    return (state() == STOPPED) == stopped;
  }

  private char state() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + sleeper.pid() + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  private static Process sleep() {
    try {
      return new ProcessBuilder("sleep", "60").start();
    } catch (IOException noSleep) {
      throw new UncheckedIOException(noSleep);
    }
  }
}
