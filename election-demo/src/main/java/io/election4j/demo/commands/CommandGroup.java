package io.election4j.demo.commands;

import io.election4j.cli.base.CommandLines;
import io.election4j.cli.base.ExitCode;
import io.election4j.cli.base.Verbose;
import io.election4j.cli.base.Version;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command line that does nothing by itself but have commands below it. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class CommandGroup implements Callable<Integer> {

  /** What this process writes to, in UTF-8 whatever the locale is. */
  public static final PrintStream OUT = CommandLines.standardOutput();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final Verbose verbose = new Verbose();

  private CommandGroup() {}

  /** Returns one of this name, with these commands below it. */
  public static CommandLine of(String name, PrintStream out, Object... below) {
    return CommandLines.of(new CommandGroup(), out, below).setCommandName(name);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.code();
  }
}
