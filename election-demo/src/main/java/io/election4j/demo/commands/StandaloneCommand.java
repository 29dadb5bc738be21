package io.election4j.demo.commands;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command line of its own, whose wrong options are named in one line each. */
public abstract class StandaloneCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--json",
      description = "Print JSON, one line; the rest goes to stderr, or is left out.")
  private boolean json;

  /** Nothing is set yet. */
  protected StandaloneCommand() {}

  /** Returns the command line, which can be executed once. */
  public static CommandLine line(StandaloneCommand command) {
    CommandLine line = new CommandLine(command);
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler(
        (wrong, arguments) -> {
          wrong.getCommandLine().getErr().println(wrong.getMessage());
          return wrong.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
        });
    return line;
  }

  /** Returns whether a program reads what is printed. */
  protected final boolean json() {
    return json;
  }

  /** Returns what is printed to. */
  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Returns what is printed to for people. */
  protected final PrintWriter progress() {
    return json ? spec.commandLine().getErr() : out();
  }

  /** Prints for people, unless a program reads it. */
  protected final void print(String format, Object... arguments) {
    if (!json) {
      out().printf(Locale.ROOT, format, arguments);
      out().flush();
    }
  }

  /** Returns whether an option was given. */
  protected final boolean given(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /** Returns what names a wrong option. */
  protected final ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Returns a value that is within its bounds. */
  protected final long between(String option, long value, long least, long most) {
    if (value < least) {
      throw wrong(option + " " + value + " is less than " + least);
    }
    if (value > most) {
      throw wrong(option + " " + value + " is more than " + most);
    }
    return value;
  }
}
