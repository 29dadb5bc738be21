package io.election4j.proof.chaos;

import io.election4j.servers.processes.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts candidates' processes: small, and quick to start.
 *
 * @param program the class whose {@code main} they run
 * @param store the class of their {@link ChaosStore}
 * @param options more options of the virtual machine
 */
record CandidateJvm(Class<?> program, String store, List<String> options) {

  private static final List<String> SMALL_AND_QUICK =
      List.of(
          "-Xmx64m",
          "-Xss512k",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xshare:auto",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dio.netty.eventLoopThreads=2",
          "-Dreactor.netty.ioWorkerCount=2");

  /** Returns one with other options. */
  CandidateJvm with(List<String> others) {
    return new CandidateJvm(program, store, others);
  }

  ChildProcess start(String name, String election, Duration lease, ChaosAddress address)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SMALL_AND_QUICK);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(program.getName(), store, name, election));
    command.add(Long.toString(lease.toMillis()));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put(ChaosCandidate.URL, address.url());
    environment.put(ChaosCandidate.ROUTES, ChaosCandidate.text(address.routes()));
    String password = address.password();
    if (password != null) {
      environment.put(ChaosCandidate.PASSWORD, password);
    }
    return new ChildProcess(builder.start());
  }
}
