package io.election4j.bench.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.election4j.bench.Figure;
import io.election4j.bench.Goal;
import io.election4j.bench.Samples;
import io.election4j.bench.Scenario;
import io.election4j.bench.Stage;
import io.election4j.proof.simulation.Simulate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How much faster than real time the simulation is. */
final class Simulation implements Scenario {

  private static final String SUBJECT = "simulation";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return "simulation";
  }

  @Override
  public String about() {
    return "Runs scripts/simulate with as many threads as there are processors, in a JVM of its"
        + " own: elections among simulated processes with faults of every kind, every step checked."
        + " Its speed on one core is the simulated time by the processor time that its threads got;"
        + " the JVM's warming up is included.";
  }

  @Override
  public boolean needsServer() {
    return false;
  }

  @Override
  public void run(Stage stage) throws IOException {
    double[] perCore = new double[stage.rounds()];
    double[] speed = new double[stage.rounds()];
    double violations = 0;
    int seeds = stage.quickOr(300, 2_000);
    for (int round = 0; round < perCore.length; round++) {
      JsonNode result = simulate(seeds, 1 + (long) round * seeds);
      perCore[round] = result.required("speedPerCore").asDouble();
      speed[round] = result.required("speed").asDouble();
      violations += result.required("violations").asDouble();
    }
    String setting = seeds + " seeds";
    Samples core = Samples.of(perCore);
    Samples all = Samples.of(speed);
    stage.add(Figure.of(SUBJECT, setting, "simulated s per processor s", "", core));
    stage.add(Figure.of(SUBJECT, setting, "simulated s per s, all threads", "", all));
    stage.add(Figure.once(SUBJECT, setting, "violations in all rounds", "", violations));
    stage.add(
        Goal.atLeast("P12", "simulated time to real time, on one core", "", core.median(), 10_000));
  }

  private static JsonNode simulate(int seeds, long first) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseParallelGC", "-Xmx1g"));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
    command.add("-Dorg.slf4j.simpleLogger.log.io.election4j=off");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Simulate.class.getName()));
    command.addAll(List.of("--seeds", Integer.toString(seeds)));
    command.addAll(List.of("--seed", Long.toString(first), "--json"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    // It has no standard input to end with.
    Thread ending = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      byte[] line = process.getInputStream().readAllBytes();
      return JSON.readTree(new String(line, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
      Runtime.getRuntime().removeShutdownHook(ending);
    }
  }
}
