package io.election4j.cli;

import io.election4j.cli.base.CommandLines;
import io.election4j.cli.base.DatabaseStores;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Stores;
import io.election4j.cli.base.Verbose;
import io.election4j.cli.base.Version;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line {@code election}; each of its commands is a class of its own. */
@Command(
    name = "election",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Leader election on the database you already run.",
    subcommandsRepeatable = false,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "From the sources: ./election demo shows an election among real processes."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:something that should not happen did (-v shows more)",
      "2:an option, a parameter or a file given is wrong; nothing was done",
      "3:the store is misconfigured, or did not answer",
      "4:status, resign, transfer: the store does not know one of the elections named",
      "5:resign, transfer, drain: nobody leads, so nobody was asked",
      "6:resign, transfer, drain: not done in time; transfer: another than the successor leads",
      "126, 127:run: the command cannot be started, or is not found",
      "128+n:run: ended by signal n",
      "other:run --once: the command's own"
    })
final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final Verbose verbose = new Verbose();

  private Main() {}

  /** Without a command: shows which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.code();
  }

  /** Runs a command and exits with its exit code. */
  public static void main(String[] arguments) {
    PrintStream out = CommandLines.standardOutput();
    CommandLine line = commandLine(new DatabaseStores(), Environment.current(), out);
    System.exit(line.execute(arguments));
  }

  /** Returns the command line on these stores and environment, writing to {@code out}. */
  static CommandLine commandLine(Stores stores, Environment environment, PrintStream out) {
    return CommandLines.of(
        new Main(),
        out,
        new RunCommand(stores, environment, out),
        new StatusCommand(stores, environment, out),
        new ResignCommand(stores, environment, out),
        new TransferCommand(stores, environment, out),
        new DrainCommand(stores, environment, out),
        new WatchCommand(stores, environment, out),
        new InitCommand(stores, environment, out));
  }
}
