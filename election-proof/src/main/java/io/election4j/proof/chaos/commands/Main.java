package io.election4j.proof.chaos.commands;

import io.election4j.cli.base.Environment;
import io.election4j.demo.commands.CommandGroup;
import java.io.PrintStream;
import picocli.CommandLine;

/** The command line behind {@code scripts/chaos} and {@code scripts/soak}. */
final class Main {

  private Main() {}

  /** Runs a command and exits with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine(Environment.current(), CommandGroup.OUT).execute(arguments));
  }

  static CommandLine commandLine(Environment environment, PrintStream out) {
    return CommandGroup.of(
        "proof", out, new ChaosCommand(environment), new SoakCommand(environment));
  }
}
