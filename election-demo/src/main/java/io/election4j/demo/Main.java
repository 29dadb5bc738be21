package io.election4j.demo;

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

/** The command line of the demonstration, and of the candidates that it starts. */
@Command(name = "election", mixinStandardHelpOptions = true, versionProvider = Version.class)
final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final Verbose verbose = new Verbose();

  private Main() {}

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

  static CommandLine commandLine(Stores stores, Environment surroundings, PrintStream out) {
    return CommandLines.of(
        new Main(),
        out,
        new DemoCommand(stores, surroundings),
        new CandidateCommand(stores, surroundings, out));
  }
}
