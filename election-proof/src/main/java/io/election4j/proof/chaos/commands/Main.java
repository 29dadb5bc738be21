package io.election4j.proof.chaos.commands;

import io.election4j.cli.base.CommandLines;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Verbose;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line behind {@code scripts/chaos} and {@code scripts/soak}. */
@Command(name = "proof", mixinStandardHelpOptions = true)
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
    CommandLine line = commandLine(Environment.current(), CommandLines.standardOutput());
    System.exit(line.execute(arguments));
  }

  static CommandLine commandLine(Environment surroundings, PrintStream out) {
    return CommandLines.of(
        new Main(), out, new ChaosCommand(surroundings), new SoakCommand(surroundings));
  }
}
