package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.spi.ElectionRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands under real guardians, on an in-memory store. */
class RunCommandTest {

  @TempDir private Path folder = Path.of("");
  private Console console = new Console(folder);

  @BeforeEach
  void begin() {
    console = new Console(folder);
  }

  @Test
  void onceExitsWithTheCommandsExitCodeAfterHandingOver() {
    assertThat(once("exit 7")).isEqualTo(7);
    assertThat(record().vacant()).isTrue();
    assertThat(console.err())
        .containsSubsequence(
            "term 1: leading", "ended with exit code 7", "term 1: no longer leading");
  }

  @Test
  void aSignalThatEndsTheCommandIsTold() {
    assertThat(once("kill -TERM $$")).isEqualTo(128 + 15);
  }

  @Test
  void theCommandKnowsWhoItIs() throws IOException {
    assertThat(once("echo $ELECTION_NAME, $ELECTION_TERM, $ELECTION_CANDIDATE >" + file("who")))
        .as(console.err())
        .isZero();
    assertThat(file("who")).hasContent("jobs, 1, ann\n");
  }

  @Test
  void aCommandThatEndsLeavesTheOfficeAndIsRunAgainInALaterTerm() throws Exception {
    String script =
        "echo $ELECTION_TERM >>%s; test -e %s || exit 3".formatted(file("terms"), file("stay"));
    Thread running = new Thread(() -> run("--", "sh", "-c", script + "; sleep 300"), "run");
    running.start();
    Wait.until(() -> file("terms").toFile().exists());
    Files.createFile(file("stay"));
    Wait.until(() -> lines("terms") >= 2);
    running.interrupt();
    running.join();

    assertThat(Files.readAllLines(file("terms"))).startsWith("1", "2");
    assertThat(console.err()).contains("ended with exit code 3");
    assertThat(record().vacant()).isTrue();
  }

  private int once(String script) {
    return run("--candidate", "ann", "--once", "--", "sh", "-c", script);
  }

  private int run(String... more) {
    Stream<String> line = Stream.of("run", "--store", "mysql://app@db/x", "--election", "jobs");
    return console.run(Stream.concat(line, Stream.of(more)).toArray(String[]::new));
  }

  private ElectionRecord record() {
    return Objects.requireNonNull(console.store.list("jobs").blockLast());
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private int lines(String name) {
    try {
      return Files.readAllLines(file(name)).size();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
