package io.election4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.election4j.cli.base.ExitCode;
import io.election4j.servers.TestServer;
import io.election4j.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Command lines as processes of their own, on a database server. The command they run writes its
 * term and the time since boot 50 times a second, from itself and from a child, and both ignore
 * SIGTERM; so the file tells whether two terms ever overlapped.
 */
@Execution(ExecutionMode.CONCURRENT)
class RunProcessTest {

  private static final String BEAT =
      "while :; do read now rest </proc/uptime; echo \"$ELECTION_TERM $now\" >>beats; sleep 0.02; done";

  private static final String STUBBORN = "trap '' TERM; (" + BEAT + ") & " + BEAT;

  private static TestServer server;

  @TempDir private Path folder = Path.of("");
  private final List<Process> started = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeAll
  static void startServer() {
    server = TestServers.mysql();
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @AfterEach
  void endWhatWasStarted() throws InterruptedException {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void killingTheCommandLineEndsTheCommandAtOnceAndBeforeTheNextStarts(TestInfo test)
      throws Exception {
    Process first = rival(test, "first");
    awaitTerm(1);
    rival(test, "second");

    double killed = uptime();
    first.destroyForcibly().waitFor();

    awaitTerm(2);
    assertThat(lastBeat(1) - killed).isLessThan(1.5);
    assertThat(firstBeat(2)).isGreaterThan(lastBeat(1));
  }

  @Test
  void stoppingTheCommandLineEndsTheCommandBeforeTheNextStarts(TestInfo test) throws Exception {
    Process first = rival(test, "first");
    awaitTerm(1);
    rival(test, "second");

    double stopped = uptime();
    signal("STOP", first);
    awaitTerm(2);
    signal("CONT", first);

    assertThat(lastBeat(1) - stopped).isLessThan(2.4);
    assertThat(firstBeat(2)).isGreaterThan(lastBeat(1));
  }

  @Test
  void onSigtermTheCommandLineEndsTheCommandHandsOverAndExits(TestInfo test) throws Exception {
    Process first = rival(test, "first");
    awaitTerm(1);
    rival(test, "second");
    awaitFollower("1.err");

    signal("TERM", first);

    assertThat(first.waitFor()).isEqualTo(128 + 15);
    double exited = uptime();
    awaitTerm(2);
    assertThat(firstBeat(2)).isGreaterThan(lastBeat(1));
    // A lease that is not given back lasts 3 s from its last renewal.
    assertThat(firstBeat(2) - exited).isLessThan(2);
  }

  @Test
  void whoeverIsAskedEndsTheCommandBeforeTheNextStarts(TestInfo test) throws Exception {
    rival(test, "first");
    awaitTerm(1);
    rival(test, "second");
    rival(test, "third");
    awaitFollower("1.err");
    awaitFollower("2.err");

    Moved transferred = ask("transfer", "--to", "third", "--timeout", "60s", test.getDisplayName());
    assertThat(transferred.to()).isEqualTo("third");

    Moved drained = ask("drain", "--candidate", "third", "--timeout", "60s");
    assertThat(drained.to()).isIn("first", "second");
    Wait.until(() -> lines("2.err").anyMatch(line -> line.contains("drained")));

    Moved resigned = ask("resign", "--timeout", "60s", test.getDisplayName());
    assertThat(resigned.to()).isIn("first", "second").isNotEqualTo(drained.to());
  }

  private record Moved(String to, int term) {}

  private static final Pattern MOVED =
      Pattern.compile("was led by '.*' \\(term (\\d+)\\), now by '(.*)' \\(term (\\d+)\\)");

  /** Asks, and checks that the former leader's command had ended before the next one's started. */
  private Moved ask(String command, String... options) throws Exception {
    Process asking = start(command, List.of(options));
    assertThat(asking.waitFor()).isZero();
    Matcher moved = MOVED.matcher(String.join("", lines(command + ".out").toList()));
    assertThat(moved.find()).isTrue();
    int from = Integer.parseInt(moved.group(1));
    int to = Integer.parseInt(moved.group(3));
    awaitTerm(to);
    assertThat(to).isGreaterThan(from);
    assertThat(firstBeat(to)).isGreaterThan(lastBeat(from));
    return new Moved(moved.group(2), to);
  }

  @Test
  void aWatchTellsTheLeaderAndExitsWithZeroOnSigterm(TestInfo test) throws Exception {
    rival(test, "first");
    awaitTerm(1);
    Process watch = start("watch", List.of(test.getDisplayName()));
    Wait.until(() -> lines("watch.out").anyMatch(line -> line.contains("\"state\":\"led\"")));

    signal("TERM", watch);

    assertThat(watch.waitFor()).isZero();
  }

  @Test
  void aWrongPasswordIsToldWithoutThePassword() throws Exception {
    environment.put("ELECTION_PASSWORD", "canary-s3cret");
    for (String command : List.of("status", "watch", "init")) {
      Process process = start(command, List.of("-v"));
      String arguments = process.info().commandLine().orElse("");

      assertThat(process.waitFor()).isEqualTo(ExitCode.STORE.code());
      assertThat(arguments).doesNotContain("canary");
      String told = Files.readString(folder.resolve(started.size() - 1 + ".err"));
      assertThat(told)
          .containsPattern("(?m)^election: .*Access denied for user")
          .doesNotContain("canary");
      assertThat(lines(command + ".out")).isEmpty();
    }
  }

  private Process rival(TestInfo test, String name) throws IOException {
    List<String> line =
        List.of(
            "--election",
            test.getDisplayName(),
            "--candidate",
            name,
            "--lease",
            "3s",
            "--",
            "sh",
            "-c",
            STUBBORN);
    return start("run", line);
  }

  private Process start(String command, List<String> options) throws IOException {
    Stream<String> java =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            command,
            "--store",
            server.url());
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(java, options.stream()).toList())
            .directory(folder.toFile())
            .redirectOutput(folder.resolve(command + ".out").toFile())
            .redirectError(folder.resolve(started.size() + ".err").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** Waits until the process that writes this file knows who leads. */
  private void awaitFollower(String told) {
    Wait.until(() -> lines(told).anyMatch(line -> line.contains("led by 'first'")));
  }

  private void awaitTerm(int term) {
    Wait.until(() -> beats(term).findAny().isPresent());
  }

  private double firstBeat(int term) {
    return beats(term).min(Double::compare).orElseThrow();
  }

  private double lastBeat(int term) {
    return beats(term).max(Double::compare).orElseThrow();
  }

  private Stream<Double> beats(int term) {
    String prefix = term + " ";
    return lines("beats")
        .filter(line -> line.startsWith(prefix) && line.indexOf('.') > 0)
        .map(line -> Double.valueOf(line.substring(prefix.length())));
  }

  private Stream<String> lines(String name) {
    try {
      Path file = folder.resolve(name);
      return Files.exists(file) ? Files.readAllLines(file).stream() : Stream.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static double uptime() throws IOException {
    return Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
  }

  private static void signal(String name, Process process) throws Exception {
    String line = "kill -s " + name + " " + process.pid();
    assertThat(new ProcessBuilder("sh", "-c", line).start().waitFor()).isZero();
  }
}
