package io.election4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line {@code election}; each of its commands is a class of its own. */
@Command(
    name = "election",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Leader election on the database you already run.",
    subcommandsRepeatable = false,
    synopsisSubcommandLabel = "COMMAND",
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

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show stack traces and more of the log.")
  private void verbose(boolean on) {
    if (on) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
      System.setProperty("org.slf4j.simpleLogger.log.io.election4j", "debug");
      System.setProperty(Failures.VERBOSE, "true");
    }
  }

  private Main() {}

  /** Without a command: shows which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.code();
  }

  /** Runs a command and exits with its exit code. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    CommandLine line = commandLine(new DatabaseStores(), Surroundings.current(), out);
    System.exit(line.execute(arguments));
  }

  /** Returns the command line on these stores and surroundings, writing to {@code out}. */
  static CommandLine commandLine(Stores stores, Surroundings surroundings, PrintStream out) {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(new DemoCommand(stores, surroundings));
    line.addSubcommand(new CandidateCommand(stores, surroundings, out));
    line.addSubcommand(new RunCommand(stores, surroundings));
    line.addSubcommand(new StatusCommand(stores, surroundings, out));
    line.addSubcommand(new ResignCommand(stores, surroundings, out));
    line.addSubcommand(new TransferCommand(stores, surroundings, out));
    line.addSubcommand(new DrainCommand(stores, surroundings, out));
    line.addSubcommand(new WatchCommand(stores, surroundings, out));
    line.addSubcommand(new InitCommand(stores, surroundings, out));
    line.addSubcommand(new ChaosCommand(surroundings));
    line.addSubcommand(new SoakCommand(surroundings));
    line.setOut(new PrintWriter(out, true));
    line.setUsageHelpWidth(100);
    line.registerConverter(Duration.class, new DurationConverter());
    line.setParameterExceptionHandler(Failures::wrongParameter);
    line.setExecutionExceptionHandler(Failures::failed);
    return line;
  }
}
