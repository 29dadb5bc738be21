package io.election4j.servers.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void aFamilyIsStoppedWithAllThatItStartedAndRunsAgainWhenThawed() throws Exception {
    Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & sleep 61 & echo; wait").start();
    try {
      parent.inputReader().readLine();
      List<Long> children = parent.children().map(ProcessHandle::pid).toList();
      AutoCloseable freeze = Freeze.family(parent.pid());
      assertThat(children).hasSize(2).allMatch(child -> awaitStopped(child, true));
      assertThat(awaitStopped(parent.pid(), true)).isTrue();

      freeze.close();

      assertThat(children).allMatch(child -> awaitStopped(child, false));
      assertThat(awaitStopped(parent.pid(), false)).isTrue();
    } finally {
      parent.descendants().forEach(ProcessHandle::destroyForcibly);
      parent.destroyForcibly();
    }
  }

  private boolean awaitStopped(boolean stopped) {
    return awaitStopped(sleeper.pid(), stopped);
  }

  private static boolean awaitStopped(long pid, boolean stopped) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while ((state(pid) == STOPPED) != stopped && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(5_000_000);
    }
    return (state(pid) == STOPPED) == stopped;
  }

  private static char state(long pid) {
    String stat = stat(pid);
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  private static String stat(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/stat"));
    } catch (IOException ended) {
      throw new UncheckedIOException(ended);
    }
  }

  private static Process sleep() {
    try {
      return new ProcessBuilder("sleep", "60").start();
    } catch (IOException noSleep) {
      throw new UncheckedIOException(noSleep);
    }
  }
}
