package io.election4j.proof.chaos.commands;

import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Failures;
import io.election4j.proof.chaos.Chaos;
import io.election4j.proof.chaos.ChaosPlan;
import io.election4j.proof.chaos.ChaosReport;
import io.election4j.servers.ServerUnavailableException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Elections among real processes on a real server, with harm done to all of them. */
@Command(
    name = "chaos",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "Hold elections among real processes on a real server, do harm to all of them, and check what"
          + " they wrote down: nobody led beside another, terms rose, only current terms wrote the"
          + " guarded resource, and there was a leader again in the end.",
    },
    footerHeading = "%n",
    footer = {"Exit code 1 if anything was wrong; what the candidates of that run wrote is kept."})
final class ChaosCommand implements Callable<Integer> {

  private static final int SEEDS = 1_000_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final HarmedStore store;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many elections, one after the other; 5 unless given.")
  private int runs = 5;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Of the first run, for the next ones one more each; drawn unless given.")
  private @Nullable Long seed;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many go on at a time; 3 unless given.")
  private int parallel = 3;

  @Option(
      names = "--faults",
      paramLabel = "NAME",
      split = ",",
      description = "Only these; all there are unless given.")
  private Set<String> faults = Set.of();

  @Option(
      names = "--logs",
      paramLabel = "FOLDER",
      defaultValue = "target/chaos",
      description = "Where the logs of runs that went wrong are kept; target/chaos unless given.")
  private Path logs = Path.of("target/chaos");

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      hidden = true,
      description = "An option of the candidates' virtual machines; may be repeated.")
  private List<String> jvmOptions = List.of();

  @Option(names = "--json", description = "Print one line of JSON; the rest goes to stderr.")
  private boolean json;

  ChaosCommand(Environment surroundings) {
    this.store = new HarmedStore(surroundings);
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter progress = json ? spec.commandLine().getErr() : out;
    ChaosReport report = play(progress);
    report.lines().forEach(progress::println);
    for (long wrong : report.wrongSeeds()) {
      progress.println(
          "repeat with: scripts/chaos --store %s --runs 1 --seed %d"
              .formatted(store.where(), wrong));
    }
    progress.flush();
    if (json) {
      out.println(report.json());
      out.flush();
    }
    return report.violations() == 0 ? ExitCode.OK.code() : ExitCode.UNEXPECTED.code();
  }

  private ChaosReport play(PrintWriter progress) {
    long first = seed != null ? seed : new SecureRandom().nextInt(SEEDS);
    try {
      ChaosPlan plan = new ChaosPlan(runs, first, parallel, faults, jvmOptions, logs);
      return new Chaos(store.kind(), store.server(), plan).play(progress);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(ExitCode.USAGE, Failures.text(wrong));
    } catch (ServerUnavailableException none) {
      throw new CommandFailure(ExitCode.STORE, Failures.text(none));
    }
  }
}
