package io.election4j.demo;

import io.election4j.cli.base.DatabaseStores;
import io.election4j.cli.base.Environment;
import io.election4j.cli.base.Stores;
import io.election4j.demo.commands.CommandGroup;
import java.io.PrintStream;
import picocli.CommandLine;

/** The command line of the demonstration. */
final class Main {

  private Main() {}

  /** Runs a command and exits with its exit code. */
  public static void main(String[] arguments) {
    Stores stores = new DatabaseStores();
    System.exit(commandLine(stores, Environment.current(), CommandGroup.OUT).execute(arguments));
  }

  static CommandLine commandLine(Stores stores, Environment environment, PrintStream out) {
    return CommandGroup.of("election", out, new DemoCommand(stores, environment));
  }
}
