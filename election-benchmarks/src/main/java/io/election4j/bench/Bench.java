package io.election4j.bench;

import io.election4j.bench.contest.ContestantJvm;
import io.election4j.bench.scenarios.Scenarios;
import io.election4j.demo.commands.StandaloneCommand;
import io.election4j.servers.ServerUnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code scripts/bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measure what elections cost, beside what other libraries cost.")
public final class Bench extends StandaloneCommand {

  /** A comma before the next store; others are between the hosts of a URL. */
  static final String BETWEEN_STORES =
      ",(?=(?:mysql|mariadb|postgresql|mongo)(?:,|$)|[a-z0-9+:]+://)";

  private static final int WRONG = 1;

  @Option(
      names = "--store",
      paramLabel = "WHERE",
      split = BETWEEN_STORES,
      splitSynopsisLabel = ",",
      defaultValue = "mysql",
      description =
          "mysql (unless given), mariadb, postgresql, mongo (a fake one): servers started for this; or the URL"
              + " of your own, without a password, which nobody else may use meanwhile. Several"
              + " with commas between.")
  private List<String> stores = List.of();

  @Option(names = "--quick", description = "A rough answer, in minutes.")
  private boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often to measure what takes long; 5 unless given, 1 with --quick.")
  private @Nullable Integer rounds;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Only these of: ${COMPLETION-CANDIDATES}",
      completionCandidates = ScenarioNames.class)
  private Set<String> only = Set.of();

  @Option(
      names = "--profile",
      paramLabel = "FOLDER",
      description =
          "Keep a flight recording there of each process that is measured and not killed; reading"
              + " it takes the JDK's jfr, and making it costs a little time.")
  private @Nullable Path profiles;

  @Option(names = "--no-run", description = "Measure nothing; with --report.")
  private boolean noRun;

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      defaultValue = "docs/performance",
      description =
          "Where results are kept, and read for the report; docs/performance unless given.")
  private Path folder = Path.of("docs/performance");

  @Option(
      names = "--report",
      description =
          "Write a report of all results kept, the newest of each, beside their folder:"
              + " docs/performance.md unless --results is given.")
  private boolean report;

  private final String command;

  private Bench(String command) {
    this.command = command;
  }

  /** Runs it; ends the process with 0 if all goes well, whether goals are reached or not. */
  public static void main(String[] arguments) {
    // Some of what is compared leaves threads behind.
    System.exit(line("scripts/bench " + String.join(" ", arguments)).execute(arguments));
  }

  static CommandLine line(String command) {
    return line(new Bench(command));
  }

  @Override
  public Integer call() throws Exception {
    List<String> names = Scenarios.all().stream().map(Scenario::name).toList();
    for (String name : only) {
      if (!names.contains(name)) {
        throw wrong("--only '" + name + "' is none of " + String.join(", ", names));
      }
    }
    stores.forEach(this::requireStore);
    if (rounds != null) {
      between("--rounds", rounds, 1, 1_000);
    }
    if (profiles != null) {
      System.setProperty(
          ContestantJvm.PROFILES, Files.createDirectories(profiles.toAbsolutePath()).toString());
    }
    boolean allWell = true;
    for (Scenario scenario : noRun ? List.<Scenario>of() : Scenarios.all()) {
      if (only.isEmpty() || only.contains(scenario.name())) {
        allWell &= run(scenario);
      }
    }
    if (report) {
      report();
    }
    return allWell ? 0 : WRONG;
  }

  private void requireStore(String store) {
    try {
      Server.require(store);
    } catch (IllegalArgumentException none) {
      throw wrong(String.valueOf(none.getMessage()));
    }
  }

  private void report() throws IOException {
    List<Result> results = new Results(folder).load(Scenarios.all());
    if (results.isEmpty()) {
      throw wrong("--results " + folder + " holds no results to report");
    }
    new BenchReport(results).write(Path.of(folder + ".md"));
  }

  private boolean run(Scenario scenario) {
    if (!scenario.needsServer()) {
      return run(scenario, Server::none);
    }
    boolean allWell = true;
    for (String store : stores) {
      allWell &= run(scenario, () -> Server.open(store));
    }
    return allWell;
  }

  private boolean run(Scenario scenario, Supplier<Server> opening) {
    PrintStream progress = json() ? System.err : System.out;
    Effort usual = Effort.usual(quick);
    Effort effort = rounds == null ? usual : new Effort(quick, rounds);
    long start = System.nanoTime();
    try (Server server = opening.get()) {
      progress.println(scenario.name() + ", on " + server.description());
      Stage stage = new Stage(server, effort, progress::println);
      scenario.run(stage);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      keep(
          new Result(
              scenario.name(),
              scenario.about(),
              server.description(),
              Environment.of(command, took),
              stage.figures(),
              stage.goals(),
              stage.plots()),
          progress);
      progress.println(scenario.name() + " took " + took.toSeconds() + " s");
      return true;
    } catch (ServerUnavailableException none) {
      System.err.println(none.getMessage());
    } catch (Exception failure) {
      System.err.println(scenario.name() + " failed:");
      failure.printStackTrace();
    }
    return false;
  }

  private void keep(Result result, PrintStream progress) throws IOException {
    for (Goal goal : result.goals()) {
      progress.printf(
          "  %s %s: %s %s, bound %s%n",
          goal.reached() ? "reached" : "MISSED",
          goal.id(),
          goal.text(),
          Quantity.text(goal.measured(), goal.unit()),
          Quantity.text(goal.bound(), goal.unit()));
    }
    new Results(folder).save(result);
    if (json()) {
      System.out.println(Results.json(result));
    }
  }
}
