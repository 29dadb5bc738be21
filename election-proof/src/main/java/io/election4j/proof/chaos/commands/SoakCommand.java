package io.election4j.proof.chaos.commands;

import io.election4j.cli.base.CommandFailure;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Failures;
import io.election4j.proof.chaos.ChaosServer;
import io.election4j.proof.chaos.ChaosStore;
import io.election4j.proof.chaos.Soak;
import io.election4j.proof.chaos.SoakPlan;
import io.election4j.proof.chaos.SoakReport;
import io.election4j.servers.ServerUnavailableException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether it lasts. */
@Command(
    name = "soak",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "Share 1,000 elections among three processes for long, with a fault every few seconds and one"
          + " process started anew every minute; then compare heap, threads, sockets, rows and log"
          + " lines with what they were after two minutes, and look for leaderships that were lost"
          + " for no fault.",
    },
    footerHeading = "%n",
    footer = {
      "* Of election4j alone, without those that say who leads. Exit code 1 if anything was wrong."
    })
final class SoakCommand implements Callable<Integer> {

  private static final int SEEDS = 1_000_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final HarmedStore store;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "30",
      description = "For how long; 30 unless given. Growth shows from 3 minutes on.")
  private int minutes = 30;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Of the faults, which are the same in every minute; drawn unless given.")
  private @Nullable Long seed;

  @Option(
      names = "--logs",
      paramLabel = "FOLDER",
      defaultValue = "target/soak",
      description = "Where what the processes logged is kept; target/soak unless given.")
  private Path logs = Path.of("target/soak");

  SoakCommand(Environment surroundings) {
    this.store = new HarmedStore(surroundings);
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    long chance = seed != null ? seed : new SecureRandom().nextInt(SEEDS);
    ChaosStore kind = store.kind();
    try {
      SoakPlan plan = new SoakPlan(minutes, chance, logs);
      return play(kind, plan, out);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(ExitCode.USAGE, Failures.text(wrong));
    } catch (ServerUnavailableException none) {
      throw new CommandFailure(ExitCode.STORE, Failures.text(none));
    }
  }

  private int play(ChaosStore kind, SoakPlan plan, PrintWriter out) throws Exception {
    try (ChaosServer server = store.server().get()) {
      out.println("server " + server.description() + ", seed " + plan.seed());
      out.flush();
      SoakReport report = Soak.play(kind, server, plan, out);
      report.lines().forEach(out::println);
      out.flush();
      return report.violations().isEmpty() ? ExitCode.OK.code() : ExitCode.UNEXPECTED.code();
    }
  }
}
