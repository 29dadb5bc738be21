package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: a {@link Feeder} in the place of the command line, its guardian, a command. */
class GuardianTest {

  private static final long TRUST_MILLIS = 3000;
  private static final long GRACE_MILLIS = 1000;

  /** Ignores SIGTERM, as does its child, which outlives it if nobody ends it. */
  private static final String STUBBORN =
      "trap '' TERM; sh -c 'echo $$ >>pids; exec sleep 300' & echo $$ >>pids; wait; sleep 300";

  @TempDir private Path folder = Path.of("");
  private final List<ProcessHandle> started = new ArrayList<>();

  @AfterEach
  void endWhatWasStarted() throws IOException {
    started.forEach(ProcessHandle::destroyForcibly);
    for (long pid : pids()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void killingTheFeederKillsTheWholeGroupAtOnce() throws Exception {
    Process feeder = feed(60_000, STUBBORN);
    List<Long> pids = awaitPids(2);

    feeder.destroyForcibly();

    Wait.atMost(Duration.ofSeconds(5), () -> noneAlive(pids));
  }

  @Test
  void stoppingTheFeederEndsTheWholeGroupBeforeTheLastDeadline() throws Exception {
    Process feeder = feed(TRUST_MILLIS, STUBBORN);
    List<Long> pids = awaitPids(2);
    Wait.atMost(Duration.ofSeconds(5), () -> deadlines().size() > 5);

    signal("STOP", feeder.pid());

    Wait.atMost(Duration.ofSeconds(10), () -> noneAlive(pids));
    assertThat(System.nanoTime() - lastDeadline()).isNegative();
  }

  @Test
  void beforeItIsKilledACommandIsAskedToStop() throws Exception {
    Process feeder =
        feed(
            TRUST_MILLIS,
            "trap 'echo asked >asked; exit' TERM; echo $$ >pids; while :; do sleep 0.05; done");
    List<Long> pids = awaitPids(1);

    signal("STOP", feeder.pid());

    Wait.atMost(Duration.ofSeconds(10), () -> noneAlive(pids));
    assertThat(folder.resolve("asked")).exists();
  }

  @Test
  void theCommandsExitCodeIsPassedOn() throws Exception {
    assertThat(feed(60_000, "exit 7").waitFor()).isEqualTo(7);
    assertThat(feed(60_000, "kill -KILL $$").waitFor()).isEqualTo(137);
  }

  @Test
  void theEnvironmentReachesTheCommand() throws Exception {
    assertThat(feed(60_000, "test \"$ELECTION_NAME\" = näme").waitFor()).isZero();
  }

  @Test
  void theCommandReadsNothing() throws Exception {
    assertThat(feed(60_000, "read line && exit 1; exit 0").waitFor()).isZero();
  }

  @Test
  void whatTheCommandLeftRunningEndsAfterIt() throws Exception {
    Process feeder = feed(60_000, "sleep 300 & echo $! >pids; exit 3");

    assertThat(feeder.waitFor()).isEqualTo(3);
    assertThat(noneAlive(awaitPids(1))).isTrue();
  }

  @Test
  void aChildThatLeftTheSessionIsEndedToo() throws Exception {
    Process feeder = feed(60_000, "setsid sh -c 'echo $$ >>pids; exec sleep 300' & wait");
    List<Long> pids = awaitPids(1);

    feeder.destroyForcibly();

    Wait.atMost(Duration.ofSeconds(5), () -> noneAlive(pids));
  }

  @Test
  void killingTheGuardianKillsTheGroup() throws Exception {
    Process feeder = feed(60_000, STUBBORN);
    List<Long> pids = awaitPids(2);

    guardian(feeder).destroyForcibly();

    Wait.atMost(Duration.ofSeconds(5), () -> noneAlive(pids));
  }

  @Test
  void askingTheGuardianToEndChangesNothing() throws Exception {
    Process feeder =
        feed(60_000, "echo $$ >pids; while ! test -e end; do sleep 0.05; done; exit 5");
    awaitPids(1);

    signal("TERM", guardian(feeder).pid());
    signal("INT", guardian(feeder).pid());
    signal("HUP", guardian(feeder).pid());

    Files.createFile(folder.resolve("end"));
    assertThat(feeder.waitFor()).isEqualTo(5);
  }

  @Test
  void theGuardianHasASessionOfItsOwn() throws Exception {
    Process feeder = feed(60_000, STUBBORN);
    awaitPids(2);

    long guardian = guardian(feeder).pid();

    assertThat(ProcessTable.read())
        .anyMatch(row -> row.pid() == guardian && row.session() == guardian);
  }

  private ProcessHandle guardian(Process feeder) {
    ProcessHandle guardian = feeder.children().findFirst().orElseThrow();
    started.add(guardian);
    return guardian;
  }

  private Process feed(long trustMillis, String script) throws IOException {
    Process feeder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Feeder.class.getName(),
                "" + trustMillis,
                "" + GRACE_MILLIS,
                "sh",
                "-c",
                script)
            .directory(folder.toFile())
            .redirectError(folder.resolve("deadlines").toFile())
            .start();
    started.add(feeder.toHandle());
    return feeder;
  }

  private List<Long> awaitPids(int count) {
    Wait.atMost(Duration.ofSeconds(10), () -> pids().size() == count);
    return pids();
  }

  private List<Long> pids() {
    return numbers("pids", "");
  }

  private List<Long> deadlines() {
    return numbers("deadlines", "deadline ");
  }

  private long lastDeadline() {
    return deadlines().stream().mapToLong(nanos -> nanos).max().orElseThrow();
  }

  private List<Long> numbers(String file, String prefix) {
    try {
      Path path = folder.resolve(file);
      return Files.exists(path)
          ? Files.readAllLines(path).stream()
              .filter(line -> line.startsWith(prefix))
              .map(line -> Long.valueOf(line.substring(prefix.length())))
              .toList()
          : List.of();
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid).start().waitFor())
        .isZero();
  }

  private static boolean noneAlive(List<Long> pids) {
    return ProcessTable.read().stream().noneMatch(row -> pids.contains(row.pid()));
  }
}
