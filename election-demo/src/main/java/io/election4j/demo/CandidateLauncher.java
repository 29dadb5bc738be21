package io.election4j.demo;

import io.election4j.servers.processes.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts candidates' processes.
 *
 * @param main the class whose {@code main} runs the command {@code candidate}
 * @param election for which they stand
 * @param lease of each
 * @param environment added to this process's own
 */
record CandidateLauncher(
    String main, String election, Duration lease, Map<String, String> environment) {

  private static final List<String> NAMES =
      List.of(
          "Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jun", "Kim", "Leo",
          "Mia", "Noa", "Oli", "Pia", "Quin", "Rosa", "Sam", "Tess", "Uma", "Vic", "Wim", "Xia",
          "Yan", "Zoe");

  /** What a terminal sends to all is for the demo, which then ends its candidates in order. */
  private static final List<String> DEAF_TO_INTERRUPTS =
      List.of("sh", "-c", "trap '' INT QUIT; exec \"$@\"", "sh");

  /** Small and quick to start; no file is left behind by one that is killed. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx96m",
          "-Xss512k",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xshare:auto");

  /** Returns the name of the candidate that is started after so many others. */
  static String name(int started) {
    String name = NAMES.get(started % NAMES.size());
    return started < NAMES.size() ? name : name + (started / NAMES.size() + 1);
  }

  ChildProcess start(String name) throws IOException {
    List<String> command = new ArrayList<>(DEAF_TO_INTERRUPTS);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main, "candidate"));
    command.addAll(
        List.of("--name", name, "--election", election, "--lease", lease.toMillis() + "ms"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return new ChildProcess(builder.start());
  }

  /** Hides what is secret in the environment. */
  @Override
  public String toString() {
    return "Casting[" + election + "]";
  }
}
