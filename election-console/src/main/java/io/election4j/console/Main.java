package io.election4j.console;

import io.election4j.cli.base.CommandLines;
import io.election4j.cli.base.DatabaseStores;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.Stores;
import io.election4j.cli.base.Verbose;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line of the console. */
@Command(name = "election")
final class Main {

  @Mixin private final Verbose verbose = new Verbose();

  private Main() {}

  /** Runs a command and exits with its exit code. */
  public static void main(String[] arguments) {
    PrintStream out = CommandLines.standardOutput();
    System.exit(commandLine(new DatabaseStores(), Environment.current(), out).execute(arguments));
  }

  static CommandLine commandLine(Stores stores, Environment environment, PrintStream out) {
    return CommandLines.of(new Main(), out, new ConsoleCommand(stores, environment, out));
  }
}
