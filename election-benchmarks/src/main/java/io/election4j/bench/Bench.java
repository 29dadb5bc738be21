package io.election4j.bench;

import io.election4j.bench.scenarios.Scenarios;
import io.election4j.testkit.servers.ServerUnavailableException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
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
public final class Bench implements Callable<Integer> {

  private static final int WRONG = 1;
  private static final int USAGE = 2;

  @Option(
      names = "--store",
      paramLabel = "WHERE",
      split = ",",
      defaultValue = "mysql",
      description =
          "mysql (unless given), mariadb, mongo (a fake one): servers started for this; or the URL"
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

  @Option(names = "--no-run", description = "Measure nothing; with --report.")
  private boolean noRun;

  @Option(names = "--json", description = "Print a line of JSON for each; the rest goes to stderr.")
  private boolean json;

  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      defaultValue = "docs/performance",
      description =
          "Where results are kept, and read for the report; docs/performance unless given.")
  private Path folder = Path.of("docs/performance");

  @Option(
      names = "--report",
      description = "Write docs/performance.md from all results kept, the newest of each.")
  private boolean report;

  private final String command;

  private Bench(String command) {
    this.command = command;
  }

  /** Runs it; ends the process with 0 if all goes well, whether goals are reached or not. */
  public static void main(String[] arguments) {
    String command = "scripts/bench " + String.join(" ", arguments);
    CommandLine line = new CommandLine(new Bench(command));
    // Some of what is compared leaves threads behind.
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<String> names = Scenarios.all().stream().map(Scenario::name).toList();
    for (String name : only) {
      if (!names.contains(name)) {
        System.err.println("--only '" + name + "' is none of " + String.join(", ", names));
        return USAGE;
      }
    }
    boolean allWell = true;
    for (Scenario scenario : noRun ? List.<Scenario>of() : Scenarios.all()) {
      if (only.isEmpty() || only.contains(scenario.name())) {
        for (String store : stores) {
          allWell &= run(scenario, store);
        }
      }
    }
    if (report) {
      new Report(new Results(folder).load(Scenarios.all())).write(Path.of("docs/performance.md"));
    }
    return allWell ? 0 : WRONG;
  }

  private boolean run(Scenario scenario, String store) {
    PrintStream progress = json ? System.err : System.out;
    Effort usual = Effort.usual(quick);
    Effort effort = rounds == null ? usual : new Effort(quick, rounds);
    long start = System.nanoTime();
    try (Server server = Server.open(store)) {
      progress.println(scenario.name() + ", on " + server.description());
      Stage stage = new Stage(server, effort, progress::println);
      scenario.run(stage);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      keep(
          new Result(
              scenario.name(),
              scenario.about(),
              server.description(),
              Surroundings.of(command, took),
              stage.figures(),
              stage.goals(),
              stage.plots()),
          progress);
      progress.println(scenario.name() + " took " + took.toSeconds() + " s");
      return true;
    } catch (ServerUnavailableException | IllegalArgumentException none) {
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
          Report.value(goal.measured(), goal.unit()),
          Report.value(goal.bound(), goal.unit()));
    }
    new Results(folder).save(result);
    if (json) {
      System.out.println(Results.json(result));
    }
  }
}
