package io.election4j.demo.harness;

import io.election4j.servers.processes.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts programs in virtual machines of their own, on the class path of this one.
 *
 * @param program the class whose {@code main} they run
 * @param options of the virtual machine
 * @param environment added to that of this process; may hold what is secret
 */
public record CandidateJvm(
    Class<?> program, List<String> options, Map<String, String> environment) {

  /** What makes one small and quick to start; no file is left behind by one that is killed. */
  public static final List<String> SMALL_AND_QUICK =
      List.of(
          "-Xmx96m",
          "-Xss512k",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xshare:auto");

  /** Interrupts of a terminal go to all: they are for the process that started the others. */
  private static final List<String> DEAF_TO_INTERRUPTS =
      List.of("sh", "-c", "trap '' INT QUIT; exec \"$@\"", "sh");

  /** Returns one with more options. */
  public CandidateJvm with(List<String> more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    return new CandidateJvm(program, all, environment);
  }

  /** Returns one with this environment. */
  public CandidateJvm in(Map<String, String> other) {
    return new CandidateJvm(program, options, other);
  }

  /** Starts one. */
  public ChildProcess start(String... arguments) throws IOException {
    return new ChildProcess(process(List.of(), arguments));
  }

  /** Starts one that a terminal's interrupts do not end. */
  public ChildProcess startDeaf(String... arguments) throws IOException {
    return new ChildProcess(process(DEAF_TO_INTERRUPTS, arguments));
  }

  private Process process(List<String> before, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Hides the environment. */
  @Override
  public String toString() {
    return "CandidateJvm[" + program.getName() + "]";
  }
}
